import type Stripe from 'stripe';
import type { List } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import { sessionTotals } from './priced.js';

/** Returns a page of the lines of a session, the first one first. */
export function linesPage(
  call: Parameters<typeof pageOf>[0],
  session: Parameters<typeof sessionTotals>[0],
): List<Stripe.LineItem> {
  // A page has the newest first: the last line is the oldest one here.
  return pageOf(call, 'line_item', [...(sessionTotals(session)?.items ?? [])].reverse());
}
