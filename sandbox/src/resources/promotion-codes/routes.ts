import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  amount,
  common,
  currency,
  flag,
  integer,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import {
  changePromotionCode,
  createPromotionCode,
  promotionCodeObject,
  promotionCodes,
} from './promotion-codes.js';
import { promotionCodes as table } from './table.js';

const PATH = '/v1/promotion_codes';

const minimums = v.record(currency, v.strictObject({ minimum_amount: amount() }));

const createParams = v.strictObject({
  active: v.optional(flag, 'true'),
  code: v.optional(v.pipe(text(500), v.regex(/^[A-Za-z0-9-]+$/, 'code'))),
  customer: v.optional(text()),
  expand: common.expand,
  expires_at: v.optional(integer({ minimum: 1 })),
  max_redemptions: v.optional(integer({ minimum: 1 })),
  metadata,
  promotion: v.strictObject({ coupon: text(), type: v.literal('coupon') }),
  restrictions: v.optional(
    v.strictObject({
      currency_options: v.optional(minimums),
      first_time_transaction: v.optional(flag, 'false'),
      minimum_amount: v.optional(amount()),
      minimum_amount_currency: v.optional(currency),
    }),
    {},
  ),
});

const updateParams = v.strictObject({
  active: v.optional(flag),
  expand: common.expand,
  metadata: metadataChange,
  restrictions: v.optional(v.strictObject({ currency_options: v.optional(minimums) })),
});

const listedParams = v.strictObject({
  ...listParams,
  active: v.optional(flag),
  code: v.optional(text(500)),
  coupon: v.optional(text()),
  created: createdParam,
  customer: v.optional(text()),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: createParams,
    handle: (call) => createPromotionCode(call, call.params),
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: listedParams,
    handle: listCodes,
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => promotionCodeObject((await promotionCodes.find(call, call.id)).body, call.now),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: updateParams,
    handle: async (call) => changePromotionCode(call, await promotionCodes.lock(call, call.id), call.params),
  }),
];

function listCodes(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<Stripe.PromotionCode>> {
  const { active, code, coupon, customer } = call.params;
  const filters = [
    whereGiven(table.active, active),
    whereGiven(table.code, code?.toLowerCase()),
    whereGiven(table.couponId, coupon),
    whereGiven(table.customerId, customer),
  ];
  return list(call, table, 'promotion_code', filters, ({ body }) => promotionCodeObject(body, call.now));
}
