import type Stripe from 'stripe';
import type { PaymentFollower } from '../../intents/index.js';
import { onClock } from '../../kernel/clocks/clock.js';
import type { Work } from '../../kernel/scope.js';
import { lockCustomer } from '../customers/index.js';
import type { SetupFollower } from '../setup-intents/index.js';
import { settlePayment } from './complete.js';
import { finishSetup } from './confirm.js';
import { type SessionRow, sessions, sessionWith } from './store.js';
import { completeSubscription } from './subscribe.js';

/** Takes into a session what has become of its payment at the customer's bank. The payment is locked. */
export const followCheckoutPayment: PaymentFollower = async (work, id, intent) => {
  // Only the session cancels its payment, and does so when it ends.
  if (intent.status === 'canceled') return;
  // Its customer gets the invoice, and is locked before it as in all transactions.
  const { customerId } = await sessions.find(work, id);
  if (customerId) await lockCustomer(work, customerId);
  const row = await sessions.lock(work, id);
  await settlePayment(await atTimeOf(work, row), row, intent);
};

/** Takes into a session what has become of the first invoice of its subscription. The payment is locked. */
export async function followCheckoutInvoice(work: Work, intent: Stripe.PaymentIntent): Promise<void> {
  const found = await sessionWith(work, 'paymentIntentId', intent.id);
  if (!found) return;
  const row = await sessions.lock(work, found.id);
  await settlePayment(await atTimeOf(work, row), row, intent, completeSubscription);
}

/** Takes a payment method that the customer has set up into the session that waits for it. */
export const followCheckoutSetup: SetupFollower = async (work, intent) => {
  const found = await sessionWith(work, 'setupIntentId', intent.id);
  if (found?.status !== 'open') return;
  const row = await sessions.lock(work, found.id);
  await finishSetup(await atTimeOf(work, row), row, intent, null);
};

const atTimeOf = (work: Work, row: SessionRow): Promise<Work> => onClock(work, row.testClock);
