import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { amount, common, flag, metadata, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { charges } from '../charges/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { refund } from './refund.js';

const ofRefund = {
  expand: common.expand,
  amount: v.optional(amount()),
  metadata,
  reason: v.optional(v.picklist(['duplicate', 'fraudulent', 'requested_by_customer'])),
  refund_application_fee: v.optional(flag),
  reverse_transfer: v.optional(flag),
};

const createParams = v.strictObject({
  ...ofRefund,
  charge: v.optional(text()),
  payment_intent: v.optional(text()),
});

const ofChargeParams = v.strictObject(ofRefund);

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    keys: ['secret'],
    params: createParams,
    handle: createRefund,
  }),
  route({
    method: 'POST',
    path: '/v1/charges/:id/refunds',
    keys: ['secret'],
    params: ofChargeParams,
    handle: refundOfCharge,
  }),
  route({
    method: 'POST',
    path: '/v1/charges/:id/refund',
    keys: ['secret'],
    params: ofChargeParams,
    async handle(call) {
      await refundOfCharge(call);
      return (await charges.find(call, call.id)).body;
    },
  }),
];

async function createRefund(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Refund> {
  const row = await charges.lock(call, await chargeOf(call), 'charge');
  return refund(call, row, call.params);
}

/** Refunds the charge of the path, as clients do that know no other way. */
async function refundOfCharge(call: Call<v.InferOutput<typeof ofChargeParams>>): Promise<Stripe.Refund> {
  return refund(call, await charges.lock(call, call.id), call.params);
}

async function chargeOf(call: Call<v.InferOutput<typeof createParams>>): Promise<string> {
  const { charge, payment_intent } = call.params;
  if (charge) return charge;
  if (!payment_intent) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing', param: 'payment_intent' },
    );
  }
  const { body } = await paymentIntents.find(call, payment_intent);
  if (body.status === 'succeeded' && body.latest_charge) return String(body.latest_charge);
  throw invalidRequest(
    `This PaymentIntent (${payment_intent}) does not have a successful charge to refund.`,
    { code: 'payment_intent_unexpected_state', param: 'payment_intent' },
  );
}
