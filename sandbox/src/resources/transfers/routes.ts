import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import {
  amount,
  clearable,
  common,
  currency,
  flag,
  merged,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { availableOnOf, SOURCE_TYPE } from '../balance/index.js';
import { charges } from '../charges/index.js';
import { destinationOf } from './destination.js';
import { changeReversal, reversals, reverse, transferLeft } from './reversal.js';
import { transferReversals as reversalTable, transfers as table } from './table.js';
import { type TransferStart, transfer, transfers } from './transfer.js';

const bare = v.strictObject({ expand: common.expand });

const createParams = v.strictObject({
  expand: common.expand,
  amount: v.optional(amount()),
  currency,
  description: v.optional(text(1000)),
  destination: text(),
  metadata,
  source_transaction: v.optional(text()),
  source_type: v.optional(v.picklist([SOURCE_TYPE])),
  transfer_group: v.optional(text()),
});

type CreateCall = Call<v.InferOutput<typeof createParams>>;

const updateParams = v.strictObject({
  expand: common.expand,
  description: v.optional(clearable(text(1000))),
  metadata: metadataChange,
});

const reverseParams = v.strictObject({
  expand: common.expand,
  amount: v.optional(amount()),
  description: v.optional(text(1000)),
  metadata,
  refund_application_fee: v.optional(flag, 'false'),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/transfers',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createTransfer,
  }),
  route({
    method: 'GET',
    path: '/v1/transfers',
    keys: ['secret'],
    params: v.strictObject({
      ...listParams,
      created: createdParam,
      destination: v.optional(text()),
      transfer_group: v.optional(text()),
    }),
    handle: (call) => {
      const { destination, transfer_group: group } = call.params;
      return transfers.list(
        call,
        whereGiven(table.destinationId, destination),
        whereGiven(table.transferGroup, group),
      );
    },
  }),
  retrieveRoute('/v1/transfers', transfers),
  route({
    method: 'POST',
    path: '/v1/transfers/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateTransfer,
  }),
  route({
    method: 'POST',
    path: '/v1/transfers/:id/reversals',
    keys: ['secret'],
    platformOnly: true,
    params: reverseParams,
    async handle(call) {
      const { amount: given, description, metadata: pairs, refund_application_fee: refundsFee } = call.params;
      const { body } = await transfers.lock(call, call.id);
      const request = { amount: given ?? transferLeft(body), description, metadata: pairs, refundsFee };
      return reverse(call, call.id, request);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:id/reversals',
    keys: ['secret'],
    params: v.strictObject(listParams),
    async handle(call) {
      await transfers.find(call, call.id);
      return reversals.list(call, eq(reversalTable.transferId, call.id));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:id/reversals/:subId',
    keys: ['secret'],
    params: bare,
    handle: findReversal,
  }),
  route({
    method: 'POST',
    path: '/v1/transfers/:id/reversals/:subId',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, metadata: metadataChange }),
    async handle(call) {
      const { body } = await reversals.lock(call, call.subId, 'id');
      if (body.transfer !== call.id) throw noReversal(call);
      return changeReversal(call, body, merged(body.metadata ?? {}, call.params.metadata));
    },
  }),
];

async function createTransfer(call: CreateCall): Promise<Stripe.Transfer> {
  const { amount: given, currency: code, description, destination, metadata: pairs, ...rest } = call.params;
  await destinationOf(call, destination, 'destination');
  const common = { currency: code, description, destination, metadata: pairs };
  const start = rest.source_transaction
    ? { ...common, ...(await fromCharge(call, rest.source_transaction)) }
    : { ...common, amount: required(given), group: rest.transfer_group ?? null };
  return (await transfer(call, start)).transfer;
}

function required(amount: number | undefined): number {
  if (amount !== undefined) return amount;
  throw invalidRequest('Missing required param: amount.', { code: 'parameter_missing', param: 'amount' });
}

/**
 * Returns the part of a transfer that comes from its charge, which has to be locked so that all of its transfers together
 * are at most its amount.
 *
 * @throws ApiError 400 for a charge without money, of another currency, or with less left.
 */
async function fromCharge(
  call: CreateCall,
  id: string,
): Promise<Pick<TransferStart, 'amount' | 'group' | 'source'>> {
  const { body: charge } = await charges.lock(call, id, 'source_transaction');
  if (!charge.balance_transaction) throw withoutMoney(id);
  if (charge.currency !== call.params.currency) throw otherCurrency(charge);
  const left = charge.amount_captured - (await transferredOf(call, id));
  const amount = call.params.amount ?? left;
  if (amount > left || amount === 0) throw moreThanCharge(charge, left);
  return {
    amount,
    group: await groupOf(call, charge),
    source: { charge: id, availableOn: await availableOnOf(call, String(charge.balance_transaction)) },
  };
}

/** Returns the sum of what has gone from a charge to accounts and has not come back. */
async function transferredOf(call: CreateCall, charge: string): Promise<number> {
  let sum = 0;
  for (const { body } of await call.db
    .select({ body: table.body })
    .from(table)
    .where(and(ownedBy(call, table), eq(table.chargeId, charge))))
    sum += transferLeft(body);
  return sum;
}

/** Returns the group of a charge's transfers, which it gets with the first one. */
async function groupOf(call: CreateCall, before: Stripe.Charge): Promise<string> {
  const { transfer_group: given } = call.params;
  const group = before.transfer_group ?? given ?? `group_${before.payment_intent ?? before.id}`;
  if (before.transfer_group === null) {
    const after = { ...before, transfer_group: group };
    await charges.replace(call, before.id, { body: after });
    call.outbox.emit('charge.updated', after, { transfer_group: null });
  }
  return given ?? group;
}

async function updateTransfer(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Transfer> {
  const { description, metadata: change } = call.params;
  const { body: before } = await transfers.lock(call, call.id);
  const after = {
    ...before,
    ...(description !== undefined && { description }),
    metadata: merged(before.metadata, change),
  };
  await transfers.replace(call, call.id, { body: after });
  call.outbox.emit('transfer.updated', after, previousAttributes(before, after));
  return after;
}

/** @throws ApiError 404 for a reversal of another transfer, too. */
async function findReversal(call: Call): Promise<Stripe.TransferReversal> {
  const { body, transferId } = await reversals.find(call, call.subId, 'id');
  if (transferId === call.id) return body;
  throw noReversal(call);
}

const noReversal = ({ subId }: Pick<Call, 'subId'>) => missing('transfer_reversal', subId, 'id');

const withoutMoney = (id: string) =>
  invalidRequest(`Charge ${id} has no money yet: only a charge that was captured can be transferred.`, {
    param: 'source_transaction',
  });

const otherCurrency = ({ currency: code }: Stripe.Charge) =>
  invalidRequest(
    `The currency of source_transaction's balance transaction (${code}) must be the same as the transfer currency: nothing is exchanged here.`,
    { param: 'currency' },
  );

const moreThanCharge = ({ currency: code }: Stripe.Charge, left: number) =>
  invalidRequest(
    `The transfers of this charge would be more than the charge: ${money(left, code)} of it is left to be transferred.`,
    { param: 'amount' },
  );
