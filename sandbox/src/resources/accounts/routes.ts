import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Database } from '../../kernel/db/database.js';
import { accounts } from '../../kernel/db/tables.js';
import { forbidden } from '../../kernel/errors.js';
import { findConnected, requireConnected } from '../../kernel/http/account.js';
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
import { methods } from '../../methods/index.js';

const createParams = v.strictObject({
  expand: common.expand,
  type: v.optional(v.picklist(['custom', 'express', 'standard']), 'standard'),
  country: optionalText(2),
  email: optionalText(512),
  metadata,
});

const updateParams = v.strictObject({
  expand: common.expand,
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
    params: createParams,
    handle: createAccount,
  }),
  route({
    method: 'POST',
    path: '/v1/test_helpers/accounts',
    keys: ['secret'],
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

/**
 * Loads the account of an id, if it is the caller's own or one that is connected to it. With a connected
 * account's header, that account is the caller, and the platform's other accounts are not connected to it.
 */
export async function loadAccount(
  { db, accountId, key }: Pick<Call, 'accountId' | 'db' | 'key'>,
  id: string,
): Promise<Stripe.Account | undefined> {
  if (id !== accountId) return findConnected(db, accountId, id);
  return id === key.accountId ? ownAccount(db, id) : findConnected(db, key.accountId, id);
}

const accountOf = async (call: Call, id: string): Promise<Stripe.Account> =>
  requireConnected(await loadAccount(call, id), id);

async function createAccount(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Account> {
  const { type, country, email, metadata: pairs } = call.params;
  if (call.accountId !== call.key.accountId) throw connectsNone();
  const id = newId('acct');
  const body = { ...accountObject(id, type), country: country ?? 'US', email, metadata: pairs };
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
  const { email, metadata: change } = call.params;
  // The platform's own account is set up elsewhere, as in the public API.
  if (call.id === call.key.accountId) throw notUpdated();
  const before = await accountOf(call, call.id);
  const body = {
    ...before,
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

const connectsNone = () =>
  forbidden('A connected account connects no others. Leave out the header Payframe-Account to create one.');

const notUpdated = () =>
  forbidden('The platform’s own account cannot be updated here: only accounts that are connected to it can.');

/** Returns the account of a key: one that a platform has created, or the platform's, which is stored nowhere. */
async function ownAccount(db: Database, id: string): Promise<Stripe.Account> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row?.body ?? accountObject(id, 'standard');
}

const accountObject = (id: string, type: Stripe.Account.Type): Stripe.Account => ({
  id,
  object: 'account',
  business_profile: null,
  business_type: null,
  capabilities: {
    ...Object.fromEntries(methods.types.map((type) => [`${type}_payments`, 'active'])),
    transfers: 'active',
  },
  charges_enabled: true,
  country: 'US',
  default_currency: 'usd',
  details_submitted: true,
  email: null,
  metadata: {},
  payouts_enabled: true,
  settings: null,
  type,
});
