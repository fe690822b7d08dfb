import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../db/database.js';
import { accounts } from '../db/tables.js';
import { forbidden } from '../errors.js';
import type { Scope } from '../scope.js';
import type { ApiKey } from './caller.js';

/**
 * Returns the account that a request is about: the key's own, or the connected account that a header names.
 *
 * @throws ApiError 403 for an account that is not connected to the key's.
 */
export async function scopeOf(db: Database, key: ApiKey, headers: Headers): Promise<Scope> {
  const id = headers.get('payframe-account') ?? headers.get('stripe-account');
  const { accountId, livemode } = key;
  if (!id || id === accountId) return { accountId, livemode };
  requireConnected(await findConnected(db, accountId, id), id);
  return { accountId: id, livemode };
}

/** Finds the account that a platform created under this id. */
export async function findConnected(
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

/** @throws ApiError 403 where there is none. */
export function requireConnected(account: Stripe.Account | undefined, id: string): Stripe.Account {
  if (account) return account;
  throw forbidden(
    `The provided key does not have access to account '${id}' (or that account does not exist). Make it with ` +
      'POST /v1/accounts, or leave out the header Payframe-Account.',
    'account_invalid',
  );
}
