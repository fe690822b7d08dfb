import type Stripe from 'stripe';
import * as v from 'valibot';
import { common, currency, flag, merged, metadataChange } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { behavior, currencyOptions, type Options, shippingRateParams } from './params.js';
import { createShippingRate, shippingRates } from './rates.js';
import { shippingRates as table } from './table.js';

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
    params: v.strictObject({ ...shippingRateParams, expand: common.expand }),
    handle: ({ params: { expand: _, ...start }, ...work }) => createShippingRate(work, start),
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
