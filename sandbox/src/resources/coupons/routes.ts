import * as v from 'valibot';
import {
  amount,
  changedText,
  common,
  currency,
  integer,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type ListParams, list, listParams } from '../../kernel/store/list.js';
import { changeCoupon, couponObject, coupons, createCoupon, deleteCoupon } from './coupons.js';
import { coupons as table } from './table.js';

const currencyOptions = v.record(currency, v.strictObject({ amount_off: amount() }));

/** Reads a part of a hundred, above zero, with at most four digits after the point. */
const percent = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}(\.\d{1,4})?$/, 'percent'),
  v.transform(Number),
  v.check((value) => value > 0 && value <= 100, 'percent'),
);

const createParams = v.strictObject({
  amount_off: v.optional(amount()),
  applies_to: v.optional(
    v.strictObject({ products: v.pipe(v.array(text()), v.minLength(1), v.maxLength(100)) }),
  ),
  currency: v.optional(currency),
  currency_options: v.optional(currencyOptions, {}),
  duration: v.optional(v.picklist(['forever', 'once', 'repeating']), 'once'),
  duration_in_months: v.optional(integer({ minimum: 1, maximum: 1200 })),
  expand: common.expand,
  id: v.optional(v.pipe(text(200), v.regex(/^[\w.-]+$/, 'id'))),
  max_redemptions: v.optional(integer({ minimum: 1 })),
  metadata,
  name: v.optional(text(40)),
  percent_off: v.optional(percent),
  redeem_by: v.optional(integer({ minimum: 1 })),
});

const updateParams = v.strictObject({
  currency_options: v.optional(currencyOptions),
  expand: common.expand,
  metadata: metadataChange,
  name: changedText(40),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/coupons',
    keys: ['secret'],
    params: createParams,
    handle: (call) => createCoupon(call, call.params),
  }),
  route({
    method: 'GET',
    path: '/v1/coupons',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam }),
    handle: (call: Call<ListParams>) =>
      list(call, table, 'coupon', [], ({ body }) => couponObject(body, call.now)),
  }),
  route({
    method: 'GET',
    path: '/v1/coupons/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => couponObject((await coupons.find(call, call.id)).body, call.now),
  }),
  route({
    method: 'POST',
    path: '/v1/coupons/:id',
    keys: ['secret'],
    params: updateParams,
    handle: async (call) => changeCoupon(call, await coupons.lock(call, call.id), call.params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/coupons/:id',
    keys: ['secret'],
    params: v.strictObject({}),
    handle: async (call) => deleteCoupon(call, await coupons.lock(call, call.id)),
  }),
];
