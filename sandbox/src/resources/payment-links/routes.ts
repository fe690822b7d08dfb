import type Stripe from 'stripe';
import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { draftSession, linesPage } from '../checkout-sessions/index.js';
import { createLink, paymentLinks, updateLink, visitOf, withCount } from './links.js';
import { createParams, linkListParams, updateParams } from './params.js';
import { paymentLinks as table } from './table.js';

const PATH = '/v1/payment_links';

export const routes: RouteDefinition[] = [
  route({ method: 'POST', path: PATH, keys: ['secret'], params: createParams, handle: createLink }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: linkListParams,
    handle: (call) => paymentLinks.list(call, whereGiven(table.active, call.params.active)),
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => withCount(call, (await paymentLinks.find(call, call.id)).body),
  }),
  route({ method: 'POST', path: `${PATH}/:id`, keys: ['secret'], params: updateParams, handle: updateLink }),
  route({
    method: 'GET',
    path: `${PATH}/:id/line_items`,
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: (call) => listLines(call, call.id, call),
  }),
];

async function listLines(
  call: Call,
  id: string,
  page: Parameters<typeof linesPage>[0],
): Promise<List<Stripe.LineItem>> {
  const row = await paymentLinks.find(call, id);
  const visit = visitOf(row);
  const sold = { ...visit.sold, lines: row.lines };
  return linesPage(page, await draftSession(call, row.session, { ...visit, sold }));
}

/** Lists the lines of a link, as the link shows them where that is asked for. */
export const linesOfLink = (call: Call, id: string): Promise<List<Stripe.LineItem>> =>
  listLines(call, id, { path: `${PATH}/${id}/line_items`, params: { limit: 10 } });
