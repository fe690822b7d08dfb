import { defineResource } from '../../../../sandbox/src/kernel/resource.js';
import { notes, routes } from './routes.js';

export const resource = defineResource({ name: 'notes', routes, objects: { note: notes.load } });
