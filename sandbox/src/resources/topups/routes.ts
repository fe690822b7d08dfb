import type { SQL } from 'drizzle-orm';
import { gt, gte, lt, lte } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { bankOfToken, goodBankOf, type TestBank } from '../../../../src/contract/test-payout-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import {
  amount,
  clearable,
  common,
  currency,
  integer,
  merged,
  metadata,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { topups as table } from './table.js';
import { cancel, change, topUp, topups } from './topup.js';

const bare = v.strictObject({ expand: common.expand });

const createParams = v.strictObject({
  amount: amount(),
  currency,
  description: v.optional(text(1000)),
  expand: common.expand,
  metadata,
  source: v.optional(text()),
  statement_descriptor: v.optional(text(15)),
  transfer_group: v.optional(text()),
});

const updateParams = v.strictObject({
  description: v.optional(clearable(text(1000))),
  expand: common.expand,
  metadata: metadataChange,
});

const bound = v.optional(integer({ minimum: 0 }));

/** Reads `amount=…`, or `amount[gte]=…` and the like, in the currency's smallest unit. */
const amountFilter = v.optional(
  v.lazy((value) =>
    typeof value === 'string'
      ? integer({ minimum: 0 })
      : v.strictObject({ gt: bound, gte: bound, lt: bound, lte: bound }),
  ),
);

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/topups',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createTopup,
  }),
  route({
    method: 'GET',
    path: '/v1/topups',
    keys: ['secret'],
    params: v.strictObject({
      ...listParams,
      amount: amountFilter,
      created: createdParam,
      status: v.optional(v.picklist(['canceled', 'failed', 'pending', 'succeeded'])),
    }),
    handle: (call) =>
      topups.list(call, ...amountWithin(call.params.amount), whereGiven(table.status, call.params.status)),
  }),
  retrieveRoute('/v1/topups', topups),
  route({
    method: 'POST',
    path: '/v1/topups/:id',
    keys: ['secret'],
    params: updateParams,
    async handle(call) {
      const { description, metadata: pairs } = call.params;
      const { body } = await topups.lock(call, call.id);
      const changed = { ...sent({ description }), metadata: merged(body.metadata, pairs) };
      return change(call, body, changed);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/topups/:id/cancel',
    keys: ['secret'],
    params: bare,
    handle: (call) => cancel(call, call.id),
  }),
];

async function createTopup(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Topup> {
  const { description, source, statement_descriptor, transfer_group, ...rest } = call.params;
  return topUp(call, {
    amount: rest.amount,
    bank: source === undefined ? goodBankOf('US') : bankOf(source),
    currency: rest.currency,
    description: description ?? null,
    group: transfer_group ?? null,
    metadata: rest.metadata,
    statementDescriptor: statement_descriptor ?? null,
  });
}

/** @throws ApiError 404 for what is no test token of a bank account. */
function bankOf(token: string): TestBank {
  const bank = bankOfToken(token);
  if (bank) return bank;
  throw invalidRequest(
    `No such source: '${token}'. In test mode, send the token of a bank account, such as btok_us_verified, or leave it out.`,
    { code: 'resource_missing', param: 'source' },
    404,
  );
}

function amountWithin(asked: v.InferOutput<typeof amountFilter>): (SQL | undefined)[] {
  if (asked === undefined) return [];
  const range = typeof asked === 'number' ? { gte: asked, lte: asked } : asked;
  const compare = { gt, gte, lt, lte };
  return Object.entries(range).map(([name, value]) =>
    value === undefined ? undefined : compare[name as keyof typeof compare](table.amount, value),
  );
}
