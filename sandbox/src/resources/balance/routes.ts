import type Stripe from 'stripe';
import * as v from 'valibot';
import { common, currency, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import { balanceOf } from './balance.js';
import { asOf, ledger } from './ledger.js';
import { balanceTransactions as table } from './table.js';

const historyParams = v.strictObject({
  ...listParams,
  created: createdParam,
  currency: v.optional(currency),
  payout: v.optional(text()),
  source: v.optional(text()),
  type: v.optional(text()),
});

const bare = v.strictObject({ expand: common.expand });

export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/balance',
    keys: ['secret'],
    params: bare,
    handle: balanceOf,
  }),
  ...['/v1/balance_transactions', '/v1/balance/history'].flatMap((path) => [
    route({
      method: 'GET',
      path,
      keys: ['secret'],
      params: historyParams,
      handle: listHistory,
    }),
    route({
      method: 'GET',
      path: `${path}/:id`,
      keys: ['secret'],
      params: bare,
      handle: async (call) => asOf((await ledger.find(call, call.id)).body, call.now),
    }),
  ]),
];

export async function loadBalanceTransaction(call: Call, id: string) {
  const body = await ledger.load(call, id);
  return body && asOf(body, call.now);
}

function listHistory(
  call: Call<v.InferOutput<typeof historyParams>>,
): Promise<List<Stripe.BalanceTransaction>> {
  const { currency: code, payout, source, type } = call.params;
  return list(
    call,
    table,
    'balance_transaction',
    [
      whereGiven(table.currency, code),
      whereGiven(table.payoutId, payout),
      whereGiven(table.sourceId, source),
      whereGiven(table.type, type),
    ],
    ({ body }) => asOf(body, call.now),
  );
}
