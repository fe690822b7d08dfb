import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  amount,
  common,
  currency,
  flag,
  integer,
  merged,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { shippingRates } from './rates.js';
import { shippingRates as table } from './table.js';

const behavior = v.picklist(['exclusive', 'inclusive', 'unspecified']);

const bound = v.optional(
  v.strictObject({
    unit: v.picklist(['business_day', 'day', 'hour', 'month', 'week']),
    value: integer({ minimum: 1 }),
  }),
);

const currencyOptions = v.record(
  currency,
  v.strictObject({ amount: amount(0), tax_behavior: v.optional(behavior, 'unspecified') }),
);

const createParams = v.strictObject({
  delivery_estimate: v.optional(v.strictObject({ maximum: bound, minimum: bound })),
  display_name: text(100),
  expand: common.expand,
  fixed_amount: v.strictObject({
    amount: amount(0),
    currency,
    currency_options: v.optional(currencyOptions, {}),
  }),
  metadata,
  tax_behavior: v.optional(behavior, 'unspecified'),
  tax_code: v.optional(text()),
  type: v.optional(v.literal('fixed_amount'), 'fixed_amount'),
});

const updateParams = v.strictObject({
  active: v.optional(flag),
  expand: common.expand,
  fixed_amount: v.optional(v.strictObject({ currency_options: v.optional(currencyOptions, {}) })),
  metadata: metadataChange,
  tax_behavior: v.optional(behavior),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/shipping_rates',
    keys: ['secret'],
    params: createParams,
    handle: create,
  }),
  route({
    method: 'GET',
    path: '/v1/shipping_rates',
    keys: ['secret'],
    params: v.strictObject({
      ...listParams,
      active: v.optional(flag),
      created: createdParam,
      currency: v.optional(currency),
    }),
    handle: (call) =>
      shippingRates.list(
        call,
        whereGiven(table.active, call.params.active),
        whereGiven(table.currency, call.params.currency),
      ),
  }),
  retrieveRoute('/v1/shipping_rates', shippingRates),
  route({
    method: 'POST',
    path: '/v1/shipping_rates/:id',
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
];

type Options = NonNullable<NonNullable<Stripe.ShippingRate['fixed_amount']>['currency_options']>;

async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.ShippingRate> {
  const { delivery_estimate: estimate, fixed_amount: fixed, ...params } = call.params;
  const own: Options = { [fixed.currency]: { amount: fixed.amount, tax_behavior: params.tax_behavior } };
  const body: Stripe.ShippingRate = {
    id: newId('shr'),
    object: 'shipping_rate',
    active: true,
    created: seconds(call.now),
    delivery_estimate: estimate
      ? { maximum: estimate.maximum ?? null, minimum: estimate.minimum ?? null }
      : null,
    display_name: params.display_name,
    fixed_amount: { ...fixed, currency_options: { ...own, ...fixed.currency_options } },
    livemode: call.livemode,
    metadata: params.metadata,
    tax_behavior: params.tax_behavior,
    tax_code: params.tax_code ?? null,
    type: params.type,
  };
  await shippingRates.insert(call, { id: body.id, body, active: true, currency: fixed.currency });
  return body;
}

/** Changes a rate. The amount of its own currency stays for ever. */
async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.ShippingRate> {
  const { active, fixed_amount: fixed, metadata: pairs, tax_behavior } = call.params;
  const { body: before } = await shippingRates.lock(call, call.id);
  const amounts = before.fixed_amount;
  const after: Stripe.ShippingRate = {
    ...before,
    active: active ?? before.active,
    ...(amounts && {
      fixed_amount: {
        ...amounts,
        currency_options: {
          ...fixed?.currency_options,
          ...keptOptions(amounts, fixed?.currency_options ?? {}),
        },
      },
    }),
    metadata: merged(before.metadata, pairs),
    tax_behavior: tax_behavior ?? before.tax_behavior,
  };
  await shippingRates.replace(call, call.id, { body: after, active: after.active });
  return after;
}

/** Returns the amounts that a change leaves as they are: those that it does not name, and that of the own currency. */
const keptOptions = (
  { currency: own, currency_options: before = {} }: NonNullable<Stripe.ShippingRate['fixed_amount']>,
  change: Options,
): Options =>
  Object.fromEntries(Object.entries(before).filter(([code]) => code === own || !Object.hasOwn(change, code)));
