import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { selection } from '../../kernel/db/statement.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { liveDiscounts } from '../discounts/index.js';
import type { Outcome, Subscriber } from '../invoices/index.js';
import type { SetupFollower } from '../setup-intents/index.js';
import { end } from './cancel.js';
import { finalStatus } from './final-status.js';
import { keptMethod } from './object.js';
import { settlePending } from './pending.js';
import { rescheduled, scheduleStart } from './schedule.js';
import { changeSubscription, subscriptions } from './store.js';
import { subscriptions as table } from './table.js';

type Subscription = Stripe.Subscription;

const lockRow = selection(table, { lock: 'update' });

/** What subscriptions tell their invoices, and learn of them. */
export const subscriber: Subscriber = {
  methodsOf: (work, id) => subscriptions.load(work, id),
  async follow(work, id, outcome) {
    const row = await lockRow(work, id);
    // The first invoice of a subscription is settled before there is one.
    if (!row) return;
    const { body: found } = row;
    const body = await withPending(work, found, outcome);
    if (body !== found) rescheduled(work, found, body);
    // A discount that was for one invoice has ended with it.
    const discounts = await liveDiscounts(work, body.discounts.map(String));
    const after = await changeSubscription(work, body, { ...changeAfter(work, body, outcome), discounts });
    if (body.status === 'incomplete' && after.status !== 'incomplete') scheduleStart(work, after);
    if (outcome.what === 'gave_up') await giveUp(work, after);
  },
};

/** Settles a change of a subscription that waits for the payment of this invoice. */
async function withPending(
  work: Work,
  found: Subscription,
  { invoice, what }: Outcome,
): Promise<Subscription> {
  const isSettled = what === 'paid' || what === 'void';
  if (!found.pending_update || found.latest_invoice !== invoice.id || !isSettled) return found;
  return settlePending(work, found, what === 'paid');
}

/** Decides on a subscription of which an invoice was tried for the last time. */
async function giveUp(work: Work, subscription: Subscription): Promise<void> {
  if (!['active', 'past_due'].includes(subscription.status)) return;
  const status = await finalStatus(work.db);
  if (status === 'canceled') await end({ subscription, work }, 'payment_failed');
  else await changeSubscription(work, subscription, { status });
}

/** Returns how a subscription changes when something becomes of one of its invoices. */
function changeAfter(
  work: Work,
  subscription: Subscription,
  { invoice, method, what }: Outcome,
): Partial<Subscription> {
  const kept = what === 'paid' ? keptMethod(subscription, method) : {};
  const status = statusAfter(work, subscription, what);
  // Only its latest invoice decides whether a subscription is paid, and not one for a change that is not made yet.
  const decides = invoice.id === subscription.latest_invoice && !subscription.pending_update;
  return decides && status ? { ...kept, status } : kept;
}

function statusAfter(
  work: Work,
  { status, trial_end: trial }: Subscription,
  what: Outcome['what'],
): Subscription['status'] | undefined {
  const isLate = status === 'past_due' || status === 'unpaid';
  switch (what) {
    case 'paid':
    case 'processing':
      if (status === 'incomplete') return trial !== null && trial > seconds(work.now) ? 'trialing' : 'active';
      return isLate && what === 'paid' ? 'active' : undefined;
    case 'void':
      if (status === 'incomplete') return 'incomplete_expired';
      return isLate ? 'active' : undefined;
    case 'failed':
    case 'gave_up':
    case 'overdue':
      return status === 'active' ? 'past_due' : undefined;
  }
}

/** Takes the payment method that a customer has set up into the subscription that waits for it. */
export const followSetup: SetupFollower = async (work, intent, method) => {
  const [row] = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.setupIntentId, intent.id)))
    .for('update');
  if (!row) return;
  const kept = keptMethod(row.body, method);
  await changeSubscription(work, row.body, { ...kept, pending_setup_intent: null });
};
