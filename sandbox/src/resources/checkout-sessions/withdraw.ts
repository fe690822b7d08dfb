import type { Work } from '../../kernel/scope.js';
import { onWallClock } from '../../kernel/transaction.js';
import { holdInvoice, voidInvoice } from '../invoices/index.js';
import { cancelCheckoutPayment, reopenCheckoutPayment } from '../payment-intents/index.js';
import { cancelCheckoutSetup } from '../setup-intents/index.js';
import { loadSubscription } from '../subscriptions/index.js';
import { released } from './complete.js';
import { type Held, type SessionRow, saveSession } from './store.js';

/** Tells whether the customer is at their bank, so that the payment may still succeed. */
export const isAtBank = ({ intent, setup }: Held): boolean =>
  [intent, setup].some((one) => one?.status === 'requires_action');

/** Takes back an attempt that waits for the customer's bank, so that nothing is paid by it any more. The session can be paid again. */
export async function withdrawAttempt<Own extends Work>(held: Held<Own>): Promise<Held<Own>> {
  const { intent, row, setup, work } = held;
  const wall = onWallClock(work);
  if (setup) await cancelCheckoutSetup(wall, setup);
  const reopened =
    intent?.status === 'requires_action' && row.body.mode === 'payment'
      ? await reopenCheckoutPayment(wall, intent)
      : intent;
  if (row.subscriptionId) await giveUpSubscription(work, row.subscriptionId);
  const isOfSubscription = row.body.mode === 'subscription';
  const freed: Partial<SessionRow> = {
    ...(setup && { setupIntentId: null }),
    ...(isOfSubscription && { paymentIntentId: null, subscriptionId: null }),
  };
  const after = await released(wall, row);
  const saved = Object.keys(freed).length > 0 ? await saveSession(wall, after, freed) : after;
  return { ...held, intent: isOfSubscription ? null : reopened, row: saved, setup: null };
}

/** Ends a subscription whose first invoice was not paid: the invoice is void. */
async function giveUpSubscription(work: Work, id: string): Promise<void> {
  const subscription = await loadSubscription(work, id);
  if (subscription?.status !== 'incomplete') return;
  const held = await holdInvoice(work, String(subscription.latest_invoice));
  if (held.invoice.status === 'open') await voidInvoice(held);
}

/** Ends the payment of a session that has come to nothing. */
export async function endAttempt(held: Held): Promise<SessionRow> {
  const { intent, row, work } = await withdrawAttempt(held);
  if (intent && row.body.mode === 'payment') await cancelCheckoutPayment(onWallClock(work), intent);
  return row;
}
