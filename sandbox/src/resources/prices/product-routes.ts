import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { ownedBy } from '../../kernel/store/owner.js';
import {
  changeProduct,
  createProduct,
  deleteProduct,
  productChangeParams,
  productParams,
  products,
} from '../products/index.js';
import { shortPriceParams } from './params.js';
import { createPrice, findPrice } from './prices.js';
import { prices as table } from './table.js';

const createParams = v.strictObject({
  ...productParams,
  default_price_data: v.optional(v.strictObject(shortPriceParams)),
  expand: common.expand,
});

const updateParams = v.strictObject({
  ...productChangeParams,
  default_price: v.optional(text()),
  expand: common.expand,
});

/** Routes that change products: their default price, and whether they can be deleted, is a matter of their prices. */
export const productRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/products',
    resource: 'products',
    keys: ['secret'],
    params: createParams,
    handle: create,
  }),
  route({
    method: 'POST',
    path: '/v1/products/:id',
    resource: 'products',
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
  route({
    method: 'DELETE',
    path: '/v1/products/:id',
    resource: 'products',
    keys: ['secret'],
    params: v.strictObject({}),
    handle: remove,
  }),
];

async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Product> {
  const { default_price_data: data, ...start } = call.params;
  const product = await createProduct(call, start);
  if (!data) return product;
  const { id } = await createPrice(call, product.id, data);
  return changeProduct(call, product, { default_price: id });
}

async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Product> {
  const { expand, ...change } = call.params;
  const { body } = await products.lock(call, call.id, 'id');
  if (change.default_price) await refuseForeignPrice(call, change.default_price);
  return changeProduct(call, body, change);
}

/** @throws ApiError 400 for a price of another product, or one that is archived. */
async function refuseForeignPrice(call: Call, id: string): Promise<void> {
  const { active, productId } = await findPrice(call, id, 'default_price');
  if (productId === call.id && active) return;
  throw invalidRequest(
    `The price ${id} can't be the default price of product ${call.id}: it has to be an active price of that product.`,
    { param: 'default_price' },
  );
}

async function remove(call: Call): Promise<Stripe.DeletedProduct> {
  const { body } = await products.lock(call, call.id, 'id');
  const count = await call.db.$count(table, and(ownedBy(call, table), eq(table.productId, body.id)));
  if (count === 0) return deleteProduct(call, body);
  throw invalidRequest(
    'This product cannot be deleted because it has one or more user-created prices. Send active=false to archive it.',
    { param: 'id' },
  );
}
