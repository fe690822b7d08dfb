import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { accounts } from '../../kernel/db/tables.js';
import { forbidden } from '../../kernel/errors.js';
import { requireConnected } from '../../kernel/http/account.js';
import {
  changedText,
  common,
  merged,
  metadata,
  metadataChange,
  optionalText,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, type ListParams, listOf, listParams } from '../../kernel/store/list.js';
import { accountObject, loadAccount, profileAfter } from './account.js';

const profile = v.optional(
  v.strictObject({
    mcc: changedText(4),
    name: changedText(),
    product_description: changedText(40_000),
    support_email: changedText(),
    support_phone: changedText(),
    support_url: changedText(),
    url: changedText(),
  }),
);

const createParams = v.strictObject({
  expand: common.expand,
  business_profile: profile,
  type: v.optional(v.picklist(['custom', 'express', 'standard']), 'standard'),
  country: optionalText(2),
  email: optionalText(512),
  metadata,
});

const updateParams = v.strictObject({
  expand: common.expand,
  business_profile: profile,
  email: changedText(512),
  metadata: metadataChange,
});

const bare = v.strictObject({ expand: common.expand });

/**
 * Routes of connected accounts. Each account has its own objects, which the platform reaches with the header
 * `Payframe-Account`.
 */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createAccount,
  }),
  route({
    method: 'POST',
    path: '/v1/test_helpers/accounts',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createAccountWithKeys,
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    keys: ['secret'],
    params: bare,
    handle: async (call) => accountOf(call, call.accountId),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam }),
    handle: listAccounts,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: bare,
    handle: (call) => accountOf(call, call.id),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateAccount,
  }),
];

const accountOf = async (call: Call, id: string): Promise<Stripe.Account> =>
  requireConnected(await loadAccount(call, id), id);

async function createAccount(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Account> {
  const { business_profile: given, type, country, email, metadata: pairs } = call.params;
  const id = newId('acct');
  const body = {
    ...accountObject(id, type),
    business_profile: profileAfter(null, given),
    country: country ?? 'US',
    email,
    metadata: pairs,
  };
  const created = { ...body, created: seconds(call.now) };
  await call.db
    .insert(accounts)
    .values({ id, createdAt: call.now, platformId: call.key.accountId, body: created });
  return created;
}

/** An account with keys of its own, for one worker of a test suite. */
interface AccountWithKeys extends Stripe.Account {
  /** Keys of test mode. */
  keys: { publishable: string; secret: string };
}

async function createAccountWithKeys(
  call: Call<v.InferOutput<typeof createParams>>,
): Promise<AccountWithKeys> {
  const account = await createAccount(call);
  const create = (kind: 'publishable' | 'secret') =>
    call.keyring.create(call, { accountId: account.id, kind });
  return { ...account, keys: { publishable: await create('publishable'), secret: await create('secret') } };
}

async function updateAccount(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Account> {
  const { business_profile: given, email, metadata: change } = call.params;
  // The platform's own account is set up in the dashboard, as in the public API.
  if (call.id === call.key.accountId) throw notUpdated();
  const before = await accountOf(call, call.id);
  const body = {
    ...before,
    business_profile: profileAfter(before.business_profile, given),
    ...(email !== undefined && { email }),
    metadata: merged(before.metadata ?? {}, change),
  };
  await call.db.update(accounts).set({ body }).where(eq(accounts.id, call.id));
  call.outbox.emit('account.updated', body, previousAttributes(before, body));
  return body;
}

/** Lists the accounts that are connected to the caller's. */
function listAccounts(call: Call<ListParams>): Promise<List<Stripe.Account | null>> {
  const mine = eq(accounts.platformId, call.accountId);
  return listOf(call, accounts, { kind: 'account', mine, filters: [] }, ({ body }) => body);
}

const notUpdated = () =>
  forbidden(
    'The platform’s own account cannot be updated here: only accounts that are connected to it can. Its name is set in the dashboard, under Account.',
  );
