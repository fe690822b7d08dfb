import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { missing } from '../../kernel/errors.js';
import { amount, common, merged, metadata, metadataChange, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { changeFeeRefund, feeLeft, feeRefunds, fees, giveFeeBack } from './fees.js';
import { feeRefunds as refundTable, applicationFees as table } from './table.js';

const bare = v.strictObject({ expand: common.expand });

const refundParams = v.strictObject({ expand: common.expand, amount: v.optional(amount()), metadata });

export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/application_fees',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam, charge: v.optional(text()) }),
    handle: (call) => fees.list(call, whereGiven(table.chargeId, call.params.charge)),
  }),
  retrieveRoute('/v1/application_fees', fees),
  route({
    method: 'POST',
    path: '/v1/application_fees/:id/refunds',
    keys: ['secret'],
    platformOnly: true,
    params: refundParams,
    handle: refundFee,
  }),
  route({
    method: 'POST',
    path: '/v1/application_fees/:id/refund',
    keys: ['secret'],
    platformOnly: true,
    params: refundParams,
    async handle(call) {
      await refundFee(call);
      return (await fees.find(call, call.id)).body;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/application_fees/:id/refunds',
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: async (call) => {
      await fees.find(call, call.id);
      return feeRefunds.list(call, eq(refundTable.feeId, call.id));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/application_fees/:id/refunds/:subId',
    keys: ['secret'],
    params: bare,
    handle: findRefund,
  }),
  route({
    method: 'POST',
    path: '/v1/application_fees/:id/refunds/:subId',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, metadata: metadataChange }),
    async handle(call) {
      const fee = await fees.lock(call, call.id);
      const before = await findRefund(call);
      return changeFeeRefund(call, fee, before, merged(before.metadata ?? {}, call.params.metadata));
    },
  }),
];

async function refundFee(call: Call<v.InferOutput<typeof refundParams>>): Promise<Stripe.FeeRefund> {
  const { amount: given, metadata: pairs } = call.params;
  const fee = await fees.lock(call, call.id);
  return giveFeeBack(call, fee, { amount: given ?? feeLeft(fee.body), metadata: pairs });
}

/** @throws ApiError 404 for a refund of another fee, too. */
async function findRefund(call: Work & Pick<Call, 'id' | 'subId'>): Promise<Stripe.FeeRefund> {
  const { body, feeId } = await feeRefunds.find(call, call.subId, 'id');
  if (feeId === call.id) return body;
  throw missing('fee_refund', call.subId, 'id');
}
