import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { findActiveMeter } from '../meters/index.js';
import {
  changePlan,
  createPrice,
  deletePlan,
  findPlan,
  listPlans,
  lockPlan,
  planOf,
} from '../prices/index.js';
import { createProduct, products } from '../products/index.js';
import { createParams, listedParams, updateParams } from './params.js';

type Start = v.InferOutput<typeof createParams>;

/** Routes of recurring prices in their older form: each is a plan, and each plan is a price, of the same id. */
export const routes: RouteDefinition[] = [
  route({ method: 'POST', path: '/v1/plans', keys: ['secret'], params: createParams, handle: create }),
  route({
    method: 'GET',
    path: '/v1/plans',
    keys: ['secret'],
    params: listedParams,
    handle: (call) => listPlans(call, call.params),
  }),
  route({
    method: 'GET',
    path: '/v1/plans/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => planOf((await findPlan(call, call.id)).body),
  }),
  route({ method: 'POST', path: '/v1/plans/:id', keys: ['secret'], params: updateParams, handle: update }),
  route({
    method: 'DELETE',
    path: '/v1/plans/:id',
    keys: ['secret'],
    params: v.strictObject({}),
    handle: async (call) => deletePlan(call, await lockPlan(call, call.id)),
  }),
];

async function create(call: Call<Start>): Promise<Stripe.Plan> {
  const { product: sold, meter, nickname, transform_usage: transform, ...start } = call.params;
  checkAmount(start);
  if (meter) await findActiveMeter(call, meter, 'meter');
  const product =
    typeof sold === 'string' ? (await products.find(call, sold)).body : await createProduct(call, sold);
  const price = await createPrice(call, product.id, {
    id: start.id ?? newId('plan'),
    active: start.active,
    billing_scheme: start.billing_scheme,
    currency: start.currency,
    currency_options: {},
    metadata: start.metadata,
    nickname,
    recurring: {
      interval: start.interval,
      interval_count: start.interval_count,
      meter,
      trial_period_days: start.trial_period_days,
      usage_type: start.usage_type,
    },
    tiers: start.tiers,
    tiers_mode: start.tiers_mode,
    transform_quantity: transform,
    unit_amount: start.amount,
    unit_amount_decimal: start.amount_decimal,
  });
  return planOf(price);
}

/** @throws ApiError 400 where nothing, or more than one thing, says how much it is. */
function checkAmount({
  amount,
  amount_decimal: decimal,
  billing_scheme: scheme,
}: Omit<Start, 'product'>): void {
  const count = [amount, decimal].filter((one) => one !== undefined).length;
  if (count === (scheme === 'tiered' ? 0 : 1)) return;
  throw invalidRequest(
    scheme === 'tiered'
      ? 'Invalid amount: the tiers of a tiered plan say what it costs.'
      : 'Send either amount or amount_decimal.',
    { param: 'amount', ...(count === 0 && { code: 'parameter_missing' }) },
  );
}

async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Plan> {
  const { expand: _, ...change } = call.params;
  const row = await lockPlan(call, call.id);
  if (change.product !== undefined) await products.find(call, change.product);
  return changePlan(call, row, change);
}
