export { events } from './table.js';
