import type Stripe from 'stripe';
import type { Period } from '../../billing/periods.js';
import type { Work } from '../../kernel/scope.js';
import {
  type Bill,
  createSubscriptionInvoice,
  finalize,
  type holdInvoice,
  markUncollectible,
  type NewLine,
  voidInvoice,
} from '../invoices/index.js';
import { type Billed, lineOf } from './lines.js';
import type { Held } from './store.js';

type Subscription = Stripe.Subscription;

/** An invoice that is held, with all that it takes to finalize and collect it. */
export type HeldInvoice<Own extends Work = Work> = Awaited<ReturnType<typeof holdInvoice<Own>>>;

/**
 * Bills items of a subscription for a time: creates the draft, with a line for each of them and all that waits for an invoice of
 * the customer. It moves no period.
 */
export async function billPeriod<Own extends Work>(
  { customer, subscription, work }: Held<Own>,
  billed: readonly Billed[],
  bill: Omit<Bill, 'lines'>,
): Promise<HeldInvoice<Own>> {
  const lines: NewLine[] = [];
  for (const one of billed) lines.push(await lineOf(work, subscription, one));
  // An invoice that people collect is none of a pause.
  const pause = bill.advances ? subscription.pause_collection : null;
  const whole = { ...bill, advances: bill.advances && !pause, lines };
  const draft = await createSubscriptionInvoice(work, { customer, subscription }, whole);
  return pause ? heldBack({ ...draft, work }, pause.behavior) : { ...draft, work };
}

/** Holds back the invoice of a subscription whose collection is paused. */
async function heldBack<Own extends Work>(
  draft: HeldInvoice<Own>,
  behavior: Stripe.Subscription.PauseCollection.Behavior,
): Promise<HeldInvoice<Own>> {
  if (behavior === 'keep_as_draft') return draft;
  const open = await finalize(draft);
  if (open.invoice.status !== 'open') return open;
  return { ...open, invoice: await (behavior === 'void' ? voidInvoice : markUncollectible)(open) };
}

/** Returns a subscription whose items have the periods that they are billed for. */
export function withPeriods(subscription: Subscription, billed: readonly Billed[]): Subscription {
  const periods = new Map<string, Period>(billed.map(({ item, span }) => [item.id, span.period]));
  const data = subscription.items.data.map((item) => {
    const period = periods.get(item.id);
    return period ? { ...item, current_period_end: period.end, current_period_start: period.start } : item;
  });
  return { ...subscription, items: { ...subscription.items, data } };
}
