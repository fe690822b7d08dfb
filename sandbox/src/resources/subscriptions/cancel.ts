import type Stripe from 'stripe';
import type * as v from 'valibot';
import { type Proration, unusedOf } from '../../billing/changes.js';
import { missing } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { lockCustomer } from '../customers/index.js';
import {
  collect,
  dropProrations,
  finalize,
  sendInvoice,
  stopCollecting,
  waitingItems,
} from '../invoices/index.js';
import { billPeriod } from './bill.js';
import { withDetails } from './object.js';
import type { deleteParams } from './params.js';
import { addProrations, holdingsOf, withPaid } from './prorations.js';
import { endSchedule } from './scheduler.js';
import { type Held, holdSubscription, storeSubscription, subscriptions } from './store.js';
import { UNPAID, usedByNow } from './usage.js';

type Subscription = Stripe.Subscription;

/** Statuses that a subscription never leaves. */
export const ENDED = ['canceled', 'incomplete_expired'];

/**
 * Cancels a subscription at once.
 *
 * @throws ApiError 404 for one that has ended.
 */
export async function cancelSubscription(
  call: Call<v.InferOutput<typeof deleteParams>>,
): Promise<Subscription> {
  const { cancellation_details: details, invoice_now: bills, prorate: prorates } = call.params;
  const held = await holdSubscription(call, call.id);
  if (ENDED.includes(held.subscription.status)) throw missing('subscription', call.id, 'id');
  return cancelHeld(held, { bills, details, origin: call.origin, prorates });
}

/** How a subscription is canceled. */
interface Cancellation {
  /** Whether what waits for an invoice is billed. */
  bills: boolean;
  details?: Parameters<typeof withDetails>[1];
  origin?: string | null;
  /** Whether what is unused is given back. */
  prorates: boolean;
}

/** Cancels a subscription that is held, and has not ended. */
export async function cancelHeld(
  held: Held,
  { bills, details, origin = null, prorates }: Cancellation,
): Promise<Subscription> {
  const { customer, subscription: before, work } = held;
  if (prorates) await addProrations(held, await unusedNow(work, before));
  else if (!bills) await dropProrations(work, customer.id, before.id);
  const latest = bills ? await billLast(held, origin) : before.latest_invoice;
  const { body: billed } = await subscriptions.find(work, before.id);
  const cancellation_details = withDetails(before, details);
  const subscription: Subscription = { ...billed, cancellation_details, latest_invoice: latest };
  return end({ ...held, subscription }, 'cancellation_requested');
}

/** Returns the credit for what is left of the periods of a subscription that ends now. */
export async function unusedNow(work: Work, subscription: Subscription): Promise<Proration[]> {
  if (UNPAID.includes(subscription.status)) return [];
  const now = seconds(work.now);
  const holdings = await withPaid(work, subscription, await holdingsOf(work, subscription));
  return holdings.filter(({ period }) => period.end > now).map((holding) => unusedOf(holding, now));
}

/** Statuses in which what waits is collected. */
const BILLED = ['active', 'past_due', 'trialing'];

/** Bills what was used of a subscription whose time has come to its end, and what waits of its changes. */
export async function billedAtEnd(held: Held): Promise<Held> {
  if (!BILLED.includes(held.subscription.status)) return held;
  const latest_invoice = await billLast(held, null);
  const { body } = await subscriptions.find(held.work, held.subscription.id);
  return { ...held, subscription: { ...body, latest_invoice } };
}

/** Bills what was used and what still waits for an invoice, and tries to collect it. */
async function billLast(
  { customer, subscription, work }: Held,
  origin: string | null,
): Promise<Subscription['latest_invoice']> {
  const used = usedByNow(work, subscription);
  const waiting = await waitingItems(work, customer.id, subscription.currency);
  if (waiting.length + used.length === 0) return subscription.latest_invoice;
  const now = seconds(work.now);
  const held = { customer: await lockCustomer(work, customer.id), subscription, work };
  const bill = { reason: 'subscription_update' as const, period: { start: now, end: now }, advances: false };
  const open = await finalize(await billPeriod(held, { used }, bill));
  if (open.invoice.status === 'open') {
    await (open.invoice.collection_method === 'send_invoice'
      ? sendInvoice(open)
      : collect(open, { isAutomatic: true, offSession: true, origin }));
  }
  return open.invoice.id;
}

/** Ends a subscription for good. Its invoices are no longer collected by themselves, but they can be paid. */
export async function end(
  { subscription: before, work }: Pick<Held, 'subscription' | 'work'>,
  reason: Stripe.Subscription.CancellationDetails.Reason | null,
): Promise<Subscription> {
  const now = seconds(work.now);
  const isPlanned = before.cancel_at !== null && before.cancel_at <= now;
  const after: Subscription = {
    ...before,
    canceled_at: isPlanned ? before.canceled_at : now,
    cancellation_details: {
      ...(before.cancellation_details as Stripe.Subscription.CancellationDetails),
      reason,
    },
    ended_at: now,
    status: 'canceled',
  };
  await storeSubscription(work, after);
  work.outbox.emit('customer.subscription.deleted', after);
  await stopCollecting(work, after.id);
  await endSchedule(work, after);
  return after;
}
