import { eq, inArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, currency, flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { searchRoute } from '../../kernel/search/search.js';
import { createdParam, type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { findActiveMeter } from '../meters/index.js';
import { createProduct, products } from '../products/index.js';
import { priceChangeParams, priceParams } from './params.js';
import { changePrice, createPrice, findPrice, lockPrice, prices } from './prices.js';
import { prices as table } from './table.js';

const createParams = v.strictObject({ ...priceParams, expand: common.expand });

const updateParams = v.strictObject({ ...priceChangeParams, expand: common.expand });

const listedParams = v.strictObject({
  ...listParams,
  active: v.optional(flag),
  created: createdParam,
  currency: v.optional(currency),
  lookup_keys: v.optional(v.pipe(v.array(text(200)), v.maxLength(10))),
  product: v.optional(text()),
  recurring: v.optional(
    v.strictObject({
      interval: v.optional(v.picklist(['day', 'month', 'week', 'year'])),
      meter: v.optional(text()),
      usage_type: v.optional(v.picklist(['licensed', 'metered'])),
    }),
    {},
  ),
  type: v.optional(v.picklist(['one_time', 'recurring'])),
});

export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'prices',
    table,
    among: eq(table.deleted, false),
    fields: {
      active: 'token',
      currency: 'token',
      lookup_key: 'string',
      product: 'token',
      type: 'token',
    },
  }),
  route({
    method: 'POST',
    path: '/v1/prices',
    keys: ['secret'],
    params: createParams,
    handle: create,
  }),
  route({
    method: 'GET',
    path: '/v1/prices',
    keys: ['secret'],
    params: listedParams,
    handle: listPrices,
  }),
  retrieveRoute('/v1/prices', { find: findPrice }, 'id'),
  route({
    method: 'POST',
    path: '/v1/prices/:id',
    keys: ['secret'],
    params: updateParams,
    handle: async (call) => changePrice(call, await lockPrice(call, call.id, 'id'), call.params),
  }),
];

async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Price> {
  const { product, product_data: data, ...start } = call.params;
  if ((product === undefined) === (data === undefined)) {
    throw invalidRequest(
      'Send either product, the id of a product, or product_data, which creates one with the price.',
      { code: 'parameter_missing', param: 'product' },
    );
  }
  const meter = start.recurring?.meter;
  if (meter) await findActiveMeter(call, meter, 'recurring[meter]');
  const id = data ? (await createProduct(call, data)).id : (await products.find(call, product ?? '')).id;
  return createPrice(call, id, start);
}

function listPrices(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<Stripe.Price>> {
  const { active, currency: code, lookup_keys: keys, product, recurring, type } = call.params;
  return prices.list(
    call,
    whereGiven(table.deleted, false),
    whereGiven(table.active, active),
    whereGiven(table.currency, code),
    whereGiven(table.productId, product),
    whereGiven(table.interval, recurring.interval),
    whereGiven(table.meterId, recurring.meter),
    whereGiven(table.usageType, recurring.usage_type),
    whereGiven(table.type, type),
    keys && inArray(table.lookupKey, keys),
  );
}
