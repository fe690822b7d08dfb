import type Stripe from 'stripe';
import * as v from 'valibot';
import { common, merged, metadataChange, text } from '../../kernel/http/params.js';
import { type Call, type Reader, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, type ListCall, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { charges } from '../charges/index.js';
import { refunds } from './refunds.js';
import { refunds as table } from './table.js';

const refundListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  charge: v.optional(text()),
  payment_intent: v.optional(text()),
});

type RefundListParams = v.InferOutput<typeof refundListParams>;

export const routes: RouteDefinition[] = [
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
  retrieveRoute('/v1/refunds', refunds),
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
