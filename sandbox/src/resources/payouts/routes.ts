import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  amount,
  common,
  currency,
  merged,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, listParams, whereGiven, within } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { SOURCE_TYPE } from '../balance/index.js';
import { destinationOf } from './destination.js';
import { cancel, change, payOut, payouts, reverse } from './payout.js';
import { payouts as table } from './table.js';

const bare = v.strictObject({ expand: common.expand });

const createParams = v.strictObject({
  amount: amount(),
  currency,
  description: v.optional(text(1000)),
  destination: v.optional(text()),
  expand: common.expand,
  metadata,
  method: v.optional(v.picklist(['instant', 'standard']), 'standard'),
  source_type: v.optional(v.picklist([SOURCE_TYPE])),
  statement_descriptor: v.optional(text(22)),
});

const payoutListParams = v.strictObject({
  ...listParams,
  arrival_date: createdParam,
  created: createdParam,
  destination: v.optional(text()),
  status: v.optional(v.picklist(['canceled', 'failed', 'in_transit', 'paid', 'pending'])),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/payouts',
    keys: ['secret'],
    params: createParams,
    handle: createPayout,
  }),
  route({
    method: 'GET',
    path: '/v1/payouts',
    keys: ['secret'],
    params: payoutListParams,
    handle: listPayouts,
  }),
  retrieveRoute('/v1/payouts', payouts),
  route({
    method: 'POST',
    path: '/v1/payouts/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, metadata: metadataChange }),
    async handle(call) {
      const { body } = await payouts.lock(call, call.id);
      return change(call, body, { metadata: merged(body.metadata ?? {}, call.params.metadata) });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payouts/:id/cancel',
    keys: ['secret'],
    params: bare,
    handle: (call) => cancel(call, call.id),
  }),
  route({
    method: 'POST',
    path: '/v1/payouts/:id/reverse',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, metadata }),
    handle: (call) => reverse(call, call.id, call.params.metadata),
  }),
];

async function createPayout(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Payout> {
  const { amount: sum, currency: code, description, destination, method, ...rest } = call.params;
  return payOut(call, {
    amount: sum,
    automatic: false,
    currency: code,
    description,
    destination: await destinationOf(call, { currency: code, destination, method }),
    metadata: rest.metadata,
    method,
    statementDescriptor: rest.statement_descriptor,
  });
}

function listPayouts(call: Call<v.InferOutput<typeof payoutListParams>>): Promise<List<Stripe.Payout>> {
  const { arrival_date: arrival, destination, status } = call.params;
  return payouts.list(
    call,
    within(table.arrivesAt, arrival),
    whereGiven(table.destinationId, destination),
    whereGiven(table.status, status),
  );
}
