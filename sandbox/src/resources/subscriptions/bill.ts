import type Stripe from 'stripe';
import type { Period } from '../../billing/periods.js';
import type { Work } from '../../kernel/scope.js';
import {
  type Bill,
  createSubscriptionInvoice,
  drawUp,
  finalize,
  type holdInvoice,
  markUncollectible,
  type NewLine,
  voidInvoice,
  waitingItems,
} from '../invoices/index.js';
import { isMetered } from '../prices/index.js';
import { type Billed, lineOf, usageLineOf } from './lines.js';
import type { Held } from './store.js';
import type { Used } from './usage.js';

type Subscription = Stripe.Subscription;

/** An invoice that is held, with all that it takes to finalize and collect it. */
export type HeldInvoice<Own extends Work = Work> = Awaited<ReturnType<typeof holdInvoice<Own>>>;

/** What a subscription bills at one time: periods that begin, and what was used in those that have ended. */
export interface Dues {
  billed?: readonly Billed[];
  used?: readonly Used[];
}

/**
 * Bills items of a subscription for a time: creates the draft, with a line for each of them and all that waits for an invoice of
 * the customer. It moves no period.
 */
export async function billPeriod<Own extends Work>(
  held: Held<Own>,
  dues: Dues,
  bill: Omit<Bill, 'lines'>,
): Promise<HeldInvoice<Own>> {
  const { work } = held;
  const draft = await createSubscriptionInvoice(work, held, await wholeBill(held, dues, bill));
  const pause = pauseOf(held, bill);
  return pause ? heldBack({ ...draft, work }, pause.behavior) : { ...draft, work };
}

/** Returns the draft that would bill a subscription for a time. Nothing of it is saved. */
export const draftForPeriod = async (
  held: Held,
  dues: Dues,
  bill: Omit<Bill, 'lines'>,
): Promise<Stripe.Invoice> => (await drawUp(held.work, held, await wholeBill(held, dues, bill))).invoice;

async function wholeBill(
  held: Held,
  { billed = [], used = [] }: Dues,
  bill: Omit<Bill, 'lines'>,
): Promise<Bill> {
  const { subscription, work } = held;
  const lines: NewLine[] = [];
  for (const one of used) lines.push(await usageLineOf(work, subscription, one));
  for (const one of shownOf(subscription, billed, bill)) lines.push(await lineOf(work, subscription, one));
  return { ...bill, advances: bill.advances && !pauseOf(held, bill), lines };
}

/** Returns the pause of collection that an invoice falls into. One that people collect is none of a pause. */
const pauseOf = ({ subscription }: Held, { advances }: Pick<Bill, 'advances'>) =>
  advances ? subscription.pause_collection : null;

/** What is metered is billed after its period. Classic billing says so with a line of 0.00 on the first invoice. */
const shownOf = (
  { billing_mode: mode }: Subscription,
  billed: readonly Billed[],
  { reason }: Pick<Bill, 'reason'>,
): readonly Billed[] =>
  mode.type === 'classic' && reason === 'subscription_create'
    ? billed
    : billed.filter(({ item }) => !isMetered(item.price));

/** Tells whether flexible billing creates no invoice, because it would be empty. */
export async function billsNothing(
  { customer, subscription: { billing_mode: mode, currency }, work }: Held,
  { billed = [], used = [] }: Dues,
): Promise<boolean> {
  const hasLines = used.length > 0 || billed.some(({ item }) => !isMetered(item.price));
  if (hasLines || mode.type === 'classic') return false;
  return (await waitingItems(work, customer.id, currency)).length === 0;
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
