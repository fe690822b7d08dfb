import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import {
  changedText,
  clearable,
  common,
  flag,
  integer,
  merged,
  metadataChange,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, type ListParams, listParams } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import {
  type AccountState,
  changeReachable,
  type ExternalAccountState,
  externalAccountParam,
  placeOf,
  reachableAccount,
  readExternalAccount,
  refuseHidden,
  withDefault,
  withExternalAccount,
} from '../accounts/index.js';

const createParams = v.strictObject({
  default_for_currency: v.optional(flag),
  expand: common.expand,
  external_account: externalAccountParam,
  metadata: metadataChange,
});

const updateParams = v.strictObject({
  account_holder_name: changedText(500),
  account_holder_type: v.optional(clearable(v.picklist(['company', 'individual']))),
  account_type: v.optional(v.picklist(['checking', 'futsu', 'savings', 'toza'])),
  address_city: changedText(),
  address_country: changedText(),
  address_line1: changedText(),
  address_line2: changedText(),
  address_state: changedText(),
  address_zip: changedText(),
  default_for_currency: v.optional(flag),
  exp_month: v.optional(integer({ minimum: 1, maximum: 12 })),
  exp_year: v.optional(integer({ minimum: 2000, maximum: 2100 })),
  expand: common.expand,
  metadata: metadataChange,
  name: changedText(500),
});

const bare = v.strictObject({ expand: common.expand });

type ExternalAccount = Stripe.BankAccount | Stripe.Card;

/** Routes of the bank accounts and debit cards that an account is paid out to. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts/:id/external_accounts',
    keys: ['secret'],
    params: createParams,
    handle: createExternalAccount,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id/external_accounts',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, object: v.optional(v.picklist(['bank_account', 'card'])) }),
    handle: listExternalAccounts,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id/external_accounts/:subId',
    keys: ['secret'],
    params: bare,
    handle: async (call) => {
      const { state } = await reachableAccount(call, call.id);
      refuseHidden(state, 'external_account');
      return requireOne(state, call.subId).body;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/external_accounts/:subId',
    keys: ['secret'],
    params: updateParams,
    handle: updateExternalAccount,
  }),
  route({
    method: 'DELETE',
    path: '/v1/accounts/:id/external_accounts/:subId',
    keys: ['secret'],
    params: bare,
    handle: deleteExternalAccount,
  }),
];

async function createExternalAccount(
  call: Call<v.InferOutput<typeof createParams>>,
): Promise<ExternalAccount> {
  const { default_for_currency: isDefault = false, external_account: given, metadata } = call.params;
  const { body } = await reachableAccount(call, call.id);
  const read = await readExternalAccount(call, given, placeOf(call.id, body));
  const added = withMetadata(read, metadata);
  const { state } = await changeReachable(call, call.id, { external_account: given }, (before) =>
    withExternalAccount(before, added, { isDefault }),
  );
  return requireOne(state, added.body.id).body;
}

const withMetadata = (
  { body, facts }: ExternalAccountState,
  change: v.InferOutput<typeof metadataChange>,
): ExternalAccountState => ({
  body: { ...body, metadata: merged(body.metadata ?? {}, change) },
  facts,
});

async function listExternalAccounts(
  call: Call<ListParams & { object?: 'bank_account' | 'card' | undefined }>,
): Promise<List<ExternalAccount>> {
  const { state } = await reachableAccount(call, call.id);
  refuseHidden(state, 'external_account');
  const { object } = call.params;
  const all = state.externalAccounts.map(({ body }) => body);
  return pageOf(call, 'external account', object ? all.filter((one) => one.object === object) : all);
}

/** @throws ApiError 404 for an id that the account does not have. */
function requireOne({ externalAccounts }: AccountState, id: string): ExternalAccountState {
  const found = externalAccounts.find(({ body }) => body.id === id);
  if (found) return found;
  throw missing('external account', id, 'id');
}

async function updateExternalAccount(
  call: Call<v.InferOutput<typeof updateParams>>,
): Promise<ExternalAccount> {
  const { expand, ...change } = call.params;
  const { state } = await changeReachable(call, call.id, { external_account: call.subId }, (before) =>
    updated(before, requireOne(before, call.subId), change),
  );
  return requireOne(state, call.subId).body;
}

type Change = Omit<v.InferOutput<typeof updateParams>, 'expand'>;

/** An account that a payout did not reach is tried again after any change of it. */
function updated(state: AccountState, { body, facts }: ExternalAccountState, change: Change): AccountState {
  const { default_for_currency: isDefault, metadata, ...parts } = change;
  const foreign = Object.keys(parts).find(
    (name) => parts[name as keyof typeof parts] !== undefined && !(name in body),
  );
  if (foreign) {
    throw invalidRequest(`Received unknown parameter: ${foreign}`, {
      code: 'parameter_unknown',
      param: foreign,
    });
  }
  const sent = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const renewed = body.status === 'errored' ? { status: 'new' } : {};
  const after = withMetadata({ body: { ...body, ...sent, ...renewed } as ExternalAccount, facts }, metadata);
  return {
    ...state,
    externalAccounts: state.externalAccounts.map((one) => {
      if (one.body.id === body.id) return isDefault ? withDefault(after, true) : after;
      return isDefault && one.body.currency === body.currency ? withDefault(one, false) : one;
    }),
  };
}

async function deleteExternalAccount(call: Call): Promise<object> {
  const { subId: id } = call;
  let object: string | undefined;
  await changeReachable(call, call.id, { external_account: id }, (before) => {
    const { body } = requireOne(before, id);
    object = body.object;
    requireSuccessor(before, body);
    return { ...before, externalAccounts: before.externalAccounts.filter((one) => one.body.id !== id) };
  });
  return { id, object, deleted: true };
}

/** @throws ApiError 400 for one that payouts go to while another one could take its place. */
function requireSuccessor({ given, externalAccounts }: AccountState, body: ExternalAccount): void {
  const isLast = externalAccounts.filter((one) => one.body.currency === body.currency).length === 1;
  if (!body.default_for_currency || (isLast && body.currency !== given.default_currency)) return;
  throw invalidRequest(
    'You cannot delete the default external account of a currency that payouts are made in. Make another external account the default by ' +
      'default_for_currency, and then delete this one.',
    { param: 'id' },
  );
}
