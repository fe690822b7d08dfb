import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { SERVER } from '../../kernel/http/caller.js';
import type { Work } from '../../kernel/scope.js';
import { charges } from '../charges/charges.js';
import { disputeIfTold, earn } from '../charges/earn.js';
import { paymentIntents, unexpectedState } from './view.js';

/** What a capture may change of an intent, beside its state. */
type Change = Partial<
  Pick<
    Stripe.PaymentIntent,
    'application_fee_amount' | 'receipt_email' | 'statement_descriptor' | 'statement_descriptor_suffix'
  >
>;

/**
 * Takes money that an issuer reserved, whole or in part: the rest is released. The intent has to be locked.
 *
 * @throws ApiError 400 in another state, or for more than was reserved.
 */
export async function capture(
  work: Work,
  before: Stripe.PaymentIntent,
  { amount, change = {} }: { amount?: number | undefined; change?: Change },
): Promise<Stripe.PaymentIntent> {
  if (before.status !== 'requires_capture') throw unexpectedState(whyNot(before), before, SERVER);
  const taken = amount ?? before.amount_capturable;
  if (taken > before.amount_capturable) throw tooMuch(before);
  const charge = await captureCharge(work, String(before.latest_charge), taken, change);
  const after: Stripe.PaymentIntent = {
    ...before,
    ...change,
    amount_capturable: 0,
    amount_received: charge.amount_captured,
    status: 'succeeded',
  };
  await paymentIntents.replace(work, after.id, { body: after });
  work.outbox.emit('payment_intent.succeeded', after);
  return after;
}

async function captureCharge(work: Work, id: string, amount: number, change: Change): Promise<Stripe.Charge> {
  const row = await charges.lock(work, id);
  const { body: before } = row;
  const balance_transaction = await earn(work, id, { ...before, amount }, row);
  const charge: Stripe.Charge = {
    ...before,
    ...change,
    amount_captured: amount,
    balance_transaction,
    captured: true,
  };
  await charges.replace(work, id, { body: charge });
  work.outbox.emit('charge.captured', charge);
  return disputeIfTold(work, charge, row);
}

const whyNot = ({ status }: Stripe.PaymentIntent) =>
  status === 'succeeded'
    ? 'This PaymentIntent could not be captured because it has already been captured.'
    : `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of ` +
      'the following statuses may be captured: requires_capture.';

const tooMuch = (intent: Stripe.PaymentIntent) =>
  invalidRequest(
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture ' +
      'for this charge.',
    { code: 'amount_too_large', param: 'amount_to_capture', about: { payment_intent: intent } },
  );
