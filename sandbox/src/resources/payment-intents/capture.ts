import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, flag, integer, sent, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { charges } from '../charges/index.js';
import { type CaptureChange, captureCharge, checkShares, sharingParams } from '../charging/index.js';
import { refuseExpired } from './expire.js';
import { payment, paymentIntents } from './kind.js';

const transferPart = v.optional(v.strictObject({ amount: v.optional(integer({ minimum: 1 })) }));

const intentParams = v.strictObject({
  expand: common.expand,
  amount_to_capture: v.optional(integer({ minimum: 1 })),
  application_fee_amount: sharingParams.application_fee_amount,
  final_capture: v.optional(v.pipe(flag, v.literal(true))),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
  transfer_data: transferPart,
});

const chargeParams = v.strictObject({
  expand: common.expand,
  amount: v.optional(integer({ minimum: 1 })),
  application_fee_amount: sharingParams.application_fee_amount,
  receipt_email: v.optional(text(800)),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
  transfer_data: transferPart,
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
  const row = await charges.find(call, call.id);
  const { body, paymentIntentId } = row;
  if (paymentIntentId === null) return captureAlone(call, amount, sent(change));
  const { body: intent } = await paymentIntents.lock(call, paymentIntentId);
  if (body.captured || intent.status === 'succeeded') throw alreadyCaptured(call.id);
  refuseExpired(row);
  await capture(call, intent, { amount, change: sent(change) });
  return (await charges.find(call, call.id)).body;
}

/** @throws ApiError 400 for a charge that is captured, refunded or failed, or for more than it has. */
async function captureAlone(
  call: Call,
  amount: number | undefined,
  change: CaptureChange,
): Promise<Stripe.Charge> {
  const row = await charges.lock(call, call.id);
  const { body: charge } = row;
  if (charge.captured) throw alreadyCaptured(call.id);
  refuseExpired(row);
  if (charge.refunded) {
    throw invalidRequest(`Charge ${call.id} has been refunded: the reserved money is released.`, {
      code: 'charge_already_refunded',
    });
  }
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${call.id} failed, so there is nothing to capture.`);
  }
  const taken = amount ?? charge.amount;
  if (taken > charge.amount) throw moreThanReserved('amount');
  await checkChange(call, { ...charge, amount: taken }, change);
  return captureCharge(call, row, taken, change);
}

const alreadyCaptured = (id: string) =>
  invalidRequest(`Charge ${id} has already been captured.`, { code: 'charge_already_captured' });

/** The part of a payment that decides how a capture may change its shares. */
type Shared = Pick<Stripe.Charge | Stripe.PaymentIntent, 'amount' | 'currency' | 'transfer_data'>;

/** @throws ApiError 400 for a fee or a transfer that the payment can't have. */
async function checkChange(
  call: Call,
  { amount, currency, transfer_data: data }: Shared,
  { application_fee_amount, transfer_data }: CaptureChange,
): Promise<void> {
  if (transfer_data && !data) {
    throw invalidRequest(
      'The payment was created without transfer_data, so that nothing of it is transferred.',
      {
        param: 'transfer_data',
      },
    );
  }
  const changed = {
    amount,
    currency,
    application_fee_amount,
    transfer_data: data && { ...data, ...transfer_data },
  };
  if (application_fee_amount !== undefined) await checkShares(call, changed);
}

/**
 * Takes money that an issuer reserved, in full or in part: the rest is released. The intent has to be locked.
 *
 * @throws ApiError 400 in another state, or for more than was reserved.
 */
async function capture(
  call: Call,
  before: Stripe.PaymentIntent,
  { amount, change }: { amount?: number | undefined; change: CaptureChange },
): Promise<Stripe.PaymentIntent> {
  if (before.status !== 'requires_capture') throw payment.unexpectedState(whyNot(before), before);
  const taken = amount ?? before.amount_capturable;
  if (taken > before.amount_capturable)
    throw moreThanReserved('amount_to_capture', { payment_intent: before });
  await checkChange(call, { ...before, amount: taken }, change);
  const row = await charges.lock(call, String(before.latest_charge));
  const charge = await captureCharge(call, row, taken, change);
  const { transfer_data: part, ...plain } = change;
  const after: Stripe.PaymentIntent = {
    ...before,
    ...plain,
    amount_capturable: 0,
    amount_received: charge.amount_captured,
    status: 'succeeded',
    transfer_data: before.transfer_data && { ...before.transfer_data, ...part },
  };
  await paymentIntents.replace(call, after.id, { body: after });
  call.outbox.emit('payment_intent.succeeded', after);
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
