import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { pageOf } from '../../kernel/store/page.js';
import { previewParamsOf, refuseNewer } from './former.js';
import { previewParams, upcomingLinesParams, upcomingParams } from './params.js';
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
  route({
    method: 'GET',
    path: '/v1/invoices/upcoming',
    keys: ['secret'],
    params: upcomingParams,
    handle: (call) => {
      refuseNewer(call);
      return preview(call, previewParamsOf(call.params));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/upcoming/lines',
    keys: ['secret'],
    params: upcomingLinesParams,
    handle: async (call) => {
      refuseNewer(call);
      const { lines } = await preview(call, previewParamsOf(call.params));
      return pageOf(call, 'line_item', [...lines.data].reverse());
    },
  }),
];
