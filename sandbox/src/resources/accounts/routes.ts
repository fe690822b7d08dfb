import { and, desc, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { ApiKey } from '../../api-keys/keyring.js';
import type { Database } from '../../kernel/db/database.js';
import { accounts } from '../../kernel/db/schema.js';
import { forbidden } from '../../kernel/errors.js';
import {
  changedText,
  common,
  merged,
  metadata,
  metadataChange,
  optionalText,
} from '../../kernel/http/params.js';
import { type Call, type Route, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Scope, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';

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

/** Connected accounts: each has objects of its own, which the platform reaches by the header `Payframe-Account`. */
export const accountRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/accounts',
    resource: 'accounts',
    keys: ['secret'],
    params: createParams,
    handle: createAccount,
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    resource: 'accounts',
    keys: ['secret'],
    params: bare,
    handle: async (call) => ownAccount(call),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    resource: 'accounts',
    keys: ['secret'],
    params: bare,
    handle: listAccounts,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    resource: 'accounts',
    keys: ['secret'],
    params: bare,
    handle: async ({ db, key, id }) => found(await findConnected(db, key.accountId, id), id),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id',
    resource: 'accounts',
    keys: ['secret'],
    params: updateParams,
    handle: updateAccount,
  }),
];

/**
 * Whose objects a request is about: the key's account, or the connected account that a header names.
 *
 * @throws ApiError 403 for an account that is not connected to the key's.
 */
export async function scopeOf(db: Database, key: ApiKey, headers: Headers): Promise<Scope> {
  const id = headers.get('payframe-account') ?? headers.get('stripe-account');
  const { accountId, livemode } = key;
  if (!id || id === accountId) return { accountId, livemode };
  found(await findConnected(db, accountId, id), id);
  return { accountId: id, livemode };
}

/** The account of an id, where it is the caller's own or one that is connected to it. */
export async function loadAccount({ db, accountId }: Work, id: string): Promise<Stripe.Account | undefined> {
  return id === accountId ? ownAccount({ accountId }) : findConnected(db, accountId, id);
}

async function createAccount(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.Account> {
  const { type, country, email, metadata: pairs } = call.params;
  const id = newId('acct');
  const body = { ...accountObject(id, type), country: country ?? 'US', email, metadata: pairs };
  const created = { ...body, created: seconds(call.now) };
  await call.db
    .insert(accounts)
    .values({ id, createdAt: call.now, platformId: call.key.accountId, body: created });
  return created;
}

async function updateAccount(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Account> {
  const { email, metadata: change } = call.params;
  const before = found(await findConnected(call.db, call.key.accountId, call.id), call.id);
  const body = {
    ...before,
    ...(email !== undefined && { email }),
    metadata: merged(before.metadata ?? {}, change),
  };
  await call.db.update(accounts).set({ body }).where(eq(accounts.id, call.id));
  return body;
}

async function listAccounts({ db, key, path }: Call): Promise<object> {
  const rows = await db
    .select()
    .from(accounts)
    .where(eq(accounts.platformId, key.accountId))
    .orderBy(desc(accounts.createdAt))
    .limit(100);
  return { object: 'list', data: rows.map(({ body }) => body), has_more: false, url: path };
}

async function findConnected(
  db: Database,
  platformId: string,
  id: string,
): Promise<Stripe.Account | undefined> {
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), eq(accounts.platformId, platformId)));
  return row?.body ?? undefined;
}

function found(account: Stripe.Account | undefined, id: string): Stripe.Account {
  if (account) return account;
  throw forbidden(
    `The provided key does not have access to account '${id}' (or that account does not exist). Make it with ` +
      'POST /v1/accounts, or leave out the header Payframe-Account.',
  );
}

const ownAccount = ({ accountId }: { accountId: string }) => accountObject(accountId, 'standard');

const accountObject = (id: string, type: Stripe.Account.Type): Stripe.Account => ({
  id,
  object: 'account',
  business_profile: null,
  business_type: null,
  capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
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
