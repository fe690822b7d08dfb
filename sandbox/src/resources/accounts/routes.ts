import { desc, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { accounts } from '../../kernel/db/tables.js';
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
import type { Work } from '../../kernel/scope.js';
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
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts',
    keys: ['secret'],
    params: createParams,
    handle: createAccount,
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    keys: ['secret'],
    params: bare,
    handle: async (call) => ownAccount(call),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    keys: ['secret'],
    params: bare,
    handle: listAccounts,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: bare,
    handle: async ({ db, key, id }) => requireConnected(await findConnected(db, key.accountId, id), id),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateAccount,
  }),
];

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
  const before = requireConnected(await findConnected(call.db, call.key.accountId, call.id), call.id);
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
