import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import {
  changedText,
  common,
  currency,
  integer,
  merged,
  metadata,
  metadataChange,
  optionalText,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { listParams } from '../../kernel/store/list.js';
import { balanceTransactions, changeBalance } from './balance.js';
import { customers, findCustomer, refuseDeleted } from './customers.js';
import { customerBalanceTransactions as table } from './table.js';

type Transaction = Stripe.CustomerBalanceTransaction;

const PATH = '/v1/customers/:id/balance_transactions';

const createParams = v.strictObject({
  amount: integer({ minimum: -99_999_999, maximum: 99_999_999 }),
  currency,
  description: optionalText(350),
  expand: common.expand,
  metadata,
});

const updateParams = v.strictObject({
  description: changedText(350),
  expand: common.expand,
  metadata: metadataChange,
});

/** Routes of the changes of a customer's balance. */
export const balanceRoutes: RouteDefinition[] = [
  route({ method: 'POST', path: PATH, keys: ['secret'], params: createParams, handle: adjust }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: async (call) => {
      await findCustomer(call, call.id, 'id');
      return balanceTransactions.list(call, eq(table.customerId, call.id));
    },
  }),
  route({
    method: 'GET',
    path: `${PATH}/:subId`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => ofCustomer(call, await balanceTransactions.find(call, call.subId, 'transaction')),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:subId`,
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
];

async function adjust(request: Call<v.InferOutput<typeof createParams>>): Promise<Transaction> {
  const { body: customer } = refuseDeleted(await customers.lock(request, request.id, 'id'), 'id');
  const { expand: _, ...entry } = request.params;
  if (customer.currency && customer.currency !== entry.currency) {
    throw invalidRequest(
      `The balance of customer ${customer.id} is in ${customer.currency}, so that it can't be changed in ${entry.currency}.`,
      { param: 'currency' },
    );
  }
  const call = await onClock(request, customer.test_clock);
  return (await changeBalance(call, customer, { ...entry, type: 'adjustment' })).transaction;
}

async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Transaction> {
  const { description, metadata: change } = call.params;
  const before = ofCustomer(call, await balanceTransactions.lock(call, call.subId, 'transaction'));
  const after: Transaction = {
    ...before,
    ...(description !== undefined && { description }),
    metadata: merged(before.metadata ?? {}, change),
  };
  await balanceTransactions.replace(call, after.id, { body: after });
  return after;
}

/** @throws ApiError 404 for a transaction of another customer. */
function ofCustomer(
  { id }: Pick<Call, 'id'>,
  { body, customerId }: { body: Transaction; customerId: string },
): Transaction {
  if (customerId === id) return body;
  throw missing('customer_balance_transaction', body.id, 'transaction');
}
