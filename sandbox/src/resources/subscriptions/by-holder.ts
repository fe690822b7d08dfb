import { and, asc, eq, notInArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import { parseParams } from '../../kernel/http/params.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { cancelHeld, ENDED } from './cancel.js';
import { deleteParams, updateParams } from './params.js';
import type { Held } from './store.js';
import { subscriptions as table } from './table.js';
import { changeHeld } from './update.js';

type Subscription = Stripe.Subscription;

/** Returns the subscriptions of a customer that have not ended, the oldest first. */
export async function ongoingOf(owner: ScopedDatabase, customer: string): Promise<Subscription[]> {
  const rows = await owner.db
    .select()
    .from(table)
    .where(and(ownedBy(owner, table), eq(table.customerId, customer), notInArray(table.status, ENDED)))
    .orderBy(asc(table.createdAt), asc(table.seq));
  return rows.map(({ body }) => body);
}

/** Changes a subscription as a request with these parameters does. */
export const changeAs = (held: Held<Work>, params: object, origin: string | null): Promise<Subscription> =>
  changeHeld(held, parseParams(updateParams, params), { origin });

/** Cancels a subscription at once, as a request with these parameters does. */
export function cancelAs(held: Held<Work>, params: object, origin: string | null): Promise<Subscription> {
  const {
    cancellation_details: details,
    invoice_now: bills,
    prorate: prorates,
  } = parseParams(deleteParams, params);
  return cancelHeld(held, { bills, details, origin, prorates });
}
