import type Stripe from 'stripe';
import * as v from 'valibot';
import { clearable, common, merged, metadataChange, shippingParams, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { searchRoute } from '../../kernel/search/search.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { methods } from '../../methods/index.js';
import { charges } from './charges.js';
import { charges as table } from './table.js';

const listedParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  payment_intent: v.optional(text()),
});

const updateParams = v.strictObject({
  expand: common.expand,
  description: v.optional(clearable(text())),
  fraud_details: v.optional(v.strictObject({ user_report: v.picklist(['', 'fraudulent', 'safe']) })),
  metadata: metadataChange,
  receipt_email: v.optional(clearable(text(800))),
  shipping: v.optional(shippingParams),
  transfer_group: v.optional(text()),
});

const fieldsOfTypes = Object.fromEntries(
  methods.all.flatMap(({ type, searchedBy = [] }) =>
    searchedBy.map((name) => [`payment_method_details.${type}.${name}`, 'token' as const]),
  ),
);

export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'charges',
    table,
    fields: {
      amount: 'numeric',
      'billing_details.address.postal_code': 'token',
      created: 'numeric',
      currency: 'token',
      customer: 'token',
      disputed: 'token',
      ...fieldsOfTypes,
      refunded: 'token',
      status: 'token',
    },
  }),
  route({
    method: 'GET',
    path: '/v1/charges',
    keys: ['secret'],
    params: listedParams,
    handle: (call) => {
      const { customer, payment_intent: intent } = call.params;
      return charges.list(
        call,
        whereGiven(table.customerId, customer),
        whereGiven(table.paymentIntentId, intent),
      );
    },
  }),
  retrieveRoute('/v1/charges', charges),
  route({
    method: 'POST',
    path: '/v1/charges/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateCharge,
  }),
];

async function updateCharge(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Charge> {
  const { expand, metadata, fraud_details: fraud, ...change } = call.params;
  const { body: before } = await charges.lock(call, call.id);
  const after: Stripe.Charge = {
    ...before,
    ...change,
    metadata: merged(before.metadata, metadata),
    ...(fraud && { fraud_details: fraud.user_report ? { user_report: fraud.user_report } : {} }),
  };
  await charges.replace(call, call.id, { body: after });
  call.outbox.emit('charge.updated', after, previousAttributes(before, after));
  return after;
}
