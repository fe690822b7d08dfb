import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { amount, common, flag, merged, metadata, metadataChange, text } from '../../kernel/http/params.js';
import { type Call, type Reader, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, type ListCall, listParams, whereGiven } from '../../kernel/store/list.js';
import { charges } from '../charges/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { refund, refunds } from './refunds.js';
import { refunds as table } from './table.js';

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

const refundListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  charge: v.optional(text()),
  payment_intent: v.optional(text()),
});

type RefundListParams = v.InferOutput<typeof refundListParams>;

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    keys: ['secret'],
    params: createParams,
    handle: createRefund,
  }),
  route({
    method: 'GET',
    path: '/v1/refunds',
    keys: ['secret'],
    params: refundListParams,
    handle: (call) => listRefunds(call),
  }),
  route({
    method: 'GET',
    path: '/v1/charges/:id/refunds',
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: async (call) => {
      await charges.find(call, call.id);
      return listRefunds({ ...call, params: { ...call.params, charge: call.id } });
    },
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
  route({
    method: 'GET',
    path: '/v1/refunds/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await refunds.find(call, call.id)).body,
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, metadata: metadataChange }),
    handle: updateRefund,
  }),
];

/** Lists the refunds of a charge, as a property of it that is left out until `expand` asks for it. */
export const refundsOfCharge = (reader: Reader, charge: string): Promise<List<Stripe.Refund>> =>
  listRefunds({ ...reader, path: `/v1/charges/${charge}/refunds`, params: { limit: 10, charge } });

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

function listRefunds(call: ListCall & { params: RefundListParams }): Promise<List<Stripe.Refund>> {
  const { charge, payment_intent } = call.params;
  return refunds.list(
    call,
    whereGiven(table.chargeId, charge),
    whereGiven(table.paymentIntentId, payment_intent),
  );
}

async function updateRefund(
  call: Call<{ metadata?: v.InferOutput<typeof metadataChange> }>,
): Promise<Stripe.Refund> {
  const { body: before } = await refunds.lock(call, call.id);
  const after = { ...before, metadata: merged(before.metadata ?? {}, call.params.metadata) };
  await refunds.replace(call, call.id, { body: after });
  call.outbox.emit('refund.updated', after, { metadata: before.metadata });
  return after;
}
