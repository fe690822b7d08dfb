import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { previewParams } from './params.js';
import { preview } from './preview.js';

/** Routes of invoices that are still to come. They come before those of invoices, whose paths would take theirs. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    keys: ['secret'],
    onlyReads: true,
    params: previewParams,
    handle: (call) => preview(call, call.params),
  }),
];
