import { inArray, type SQL } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { searchRoute } from '../../kernel/search/search.js';
import { createdParam, type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { products } from './products.js';
import { products as table } from './table.js';

const listedParams = v.strictObject({
  ...listParams,
  active: v.optional(flag),
  created: createdParam,
  ids: v.optional(v.pipe(v.array(text()), v.maxLength(100))),
  shippable: v.optional(flag),
  type: v.optional(v.picklist(['good', 'service'])),
  url: v.optional(text(2048)),
});

/** Routes that read products. Those that change them are where the prices are. */
export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'products',
    table,
    fields: { active: 'token', description: 'string', name: 'string', shippable: 'token', url: 'string' },
  }),
  route({
    method: 'GET',
    path: '/v1/products',
    keys: ['secret'],
    params: listedParams,
    handle: listProducts,
  }),
  retrieveRoute('/v1/products', products, 'id'),
];

function listProducts(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<Stripe.Product>> {
  const { active, ids, shippable, type, url } = call.params;
  const filters: (SQL | undefined)[] = [
    whereGiven(table.active, active),
    whereGiven(table.shippable, shippable),
    whereGiven(table.type, type),
    whereGiven(table.url, url),
    ids && inArray(table.id, ids),
  ];
  return products.list(call, ...filters);
}
