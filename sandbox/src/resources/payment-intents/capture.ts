import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, flag, integer, sent, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { charges } from '../charges/index.js';
import { captureCharge } from '../charging/index.js';
import { payment, paymentIntents } from './kind.js';

const intentParams = v.strictObject({
  expand: common.expand,
  amount_to_capture: v.optional(integer({ minimum: 1 })),
  application_fee_amount: v.optional(integer({ minimum: 0 })),
  final_capture: v.optional(v.pipe(flag, v.literal(true))),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
});

const chargeParams = v.strictObject({
  expand: common.expand,
  amount: v.optional(integer({ minimum: 1 })),
  receipt_email: v.optional(text(800)),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
});

/** Routes that capture an intent, directly or through its charge. */
export const captureRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/capture',
    keys: ['secret'],
    params: intentParams,
    handle: captureIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/charges/:id/capture',
    resource: 'charges',
    keys: ['secret'],
    params: chargeParams,
    handle: captureByCharge,
  }),
];

async function captureIntent(call: Call<v.InferOutput<typeof intentParams>>): Promise<Stripe.PaymentIntent> {
  const { amount_to_capture: amount, expand, final_capture, ...change } = call.params;
  const { body } = await paymentIntents.lock(call, call.id, 'intent');
  return capture(call, body, { amount, change: sent(change) });
}

/** Captures a charge: through the intent that it was created for, if there is one. */
async function captureByCharge(call: Call<v.InferOutput<typeof chargeParams>>): Promise<Stripe.Charge> {
  const { amount, expand, ...change } = call.params;
  const { body, paymentIntentId } = await charges.find(call, call.id);
  if (paymentIntentId === null) return captureAlone(call, amount, sent(change));
  const { body: intent } = await paymentIntents.lock(call, paymentIntentId);
  if (body.captured || intent.status === 'succeeded') throw alreadyCaptured(call.id);
  await capture(call, intent, { amount, change: sent(change) });
  return (await charges.find(call, call.id)).body;
}

/** @throws ApiError 400 for a charge that is captured, refunded or failed, or for more than it has. */
async function captureAlone(call: Call, amount: number | undefined, change: Change): Promise<Stripe.Charge> {
  const row = await charges.lock(call, call.id);
  const { body: charge } = row;
  if (charge.captured) throw alreadyCaptured(call.id);
  if (charge.refunded) {
    throw invalidRequest(`Charge ${call.id} has been refunded: the reserved money is released.`, {
      code: 'charge_already_refunded',
    });
  }
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${call.id} failed, so that there is nothing to capture.`);
  }
  const taken = amount ?? charge.amount;
  if (taken > charge.amount) throw moreThanReserved('amount');
  return captureCharge(call, row, taken, change);
}

const alreadyCaptured = (id: string) =>
  invalidRequest(`Charge ${id} has already been captured.`, { code: 'charge_already_captured' });

/** Properties of an intent that a capture may change beside its state. */
type Change = Partial<
  Pick<
    Stripe.PaymentIntent,
    'application_fee_amount' | 'receipt_email' | 'statement_descriptor' | 'statement_descriptor_suffix'
  >
>;

/**
 * Takes money that an issuer reserved, in full or in part: the rest is released. The intent has to be locked.
 *
 * @throws ApiError 400 in another state, or for more than was reserved.
 */
async function capture(
  work: Work,
  before: Stripe.PaymentIntent,
  { amount, change = {} }: { amount?: number | undefined; change?: Change },
): Promise<Stripe.PaymentIntent> {
  if (before.status !== 'requires_capture') throw payment.unexpectedState(whyNot(before), before);
  const taken = amount ?? before.amount_capturable;
  if (taken > before.amount_capturable)
    throw moreThanReserved('amount_to_capture', { payment_intent: before });
  const row = await charges.lock(work, String(before.latest_charge));
  const charge = await captureCharge(work, row, taken, change);
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

const whyNot = ({ status }: Stripe.PaymentIntent) =>
  status === 'succeeded'
    ? 'This PaymentIntent could not be captured because it has already been captured.'
    : `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of ` +
      'the following statuses may be captured: requires_capture.';

const moreThanReserved = (param: string, about = {}) =>
  invalidRequest(
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture ' +
      'for this charge.',
    { code: 'amount_too_large', param, about },
  );
