import type Stripe from 'stripe';
import * as v from 'valibot';
import { changedText, common, flag, merged, metadataChange, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { accept, disputes, respond } from './disputes.js';
import { EVIDENCE_FIELDS } from './evidence.js';
import { disputes as table } from './table.js';

const evidence = v.strictObject(
  Object.fromEntries(EVIDENCE_FIELDS.map((name) => [name, changedText(20_000)])),
);

const updateParams = v.strictObject({
  expand: common.expand,
  evidence: v.optional(evidence),
  metadata: metadataChange,
  submit: v.optional(flag),
});

const disputeListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  charge: v.optional(text()),
  payment_intent: v.optional(text()),
});

const bare = v.strictObject({ expand: common.expand });

export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/disputes',
    keys: ['secret'],
    params: disputeListParams,
    handle: listDisputes,
  }),
  retrieveRoute('/v1/disputes', disputes),
  route({
    method: 'POST',
    path: '/v1/disputes/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateDispute,
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:id/close',
    keys: ['secret'],
    params: bare,
    handle: async (call) => accept(call, (await disputes.lock(call, call.id)).body),
  }),
];

function listDisputes(call: Call<v.InferOutput<typeof disputeListParams>>): Promise<List<Stripe.Dispute>> {
  const { charge, payment_intent } = call.params;
  return disputes.list(
    call,
    whereGiven(table.chargeId, charge),
    whereGiven(table.paymentIntentId, payment_intent),
  );
}

async function updateDispute(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Dispute> {
  const { evidence: given, metadata, submit } = call.params;
  const { body: before } = await disputes.lock(call, call.id);
  return respond(call, before, {
    evidence: given,
    metadata: merged(before.metadata, metadata),
    // Evidence goes to the bank at once, unless the request says only to keep it for now.
    submit: submit ?? given !== undefined,
  });
}
