import { eq, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../../kernel/db/database.js';
import { build, rowsQuery } from '../../kernel/db/statement.js';
import { accounts } from '../../kernel/db/tables.js';
import { findConnected, requireConnected } from '../../kernel/http/account.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { changedAccount, profileAfter } from './merge.js';
import { ownAccountObject } from './object.js';
import { changeAccount } from './store.js';

/**
 * Loads the account of an id, if it is the caller's own or one that is connected to it. With a connected
 * account's header, that account is the caller, and the platform's other accounts are not connected to it.
 */
export async function loadAccount(
  { db, accountId, key }: Pick<Call, 'accountId' | 'db' | 'key'>,
  id: string,
): Promise<Stripe.Account | undefined> {
  if (id !== accountId) return findConnected(db, accountId, id);
  return id === key.accountId ? findAccount(db, id) : findConnected(db, key.accountId, id);
}

/**
 * Finds an account that is connected to the caller's. A connected account connects no others, so that with its
 * header there is none.
 *
 * @throws ApiError 403 `account_invalid`
 */
export const connectedAccount = async (
  { db, accountId }: Pick<Call, 'accountId' | 'db'>,
  id: string,
): Promise<Stripe.Account> => requireConnected(await findConnected(db, accountId, id), id);

const findRow = rowsQuery<typeof accounts, { id: string }>(
  'find_accounts',
  accounts,
  build
    .select()
    .from(accounts)
    .where(eq(accounts.id, sql.placeholder('id'))),
);

/** Finds an account, whoever asks. Of the platform's own, only the business profile is stored. */
async function findAccount(db: Database, id: string): Promise<Stripe.Account> {
  const [row] = await findRow(db, { id });
  const own = ownAccountObject(id, row?.body?.business_profile ?? null);
  return row?.platformId ? (row.body ?? own) : own;
}

/** Returns what an account shows everybody of its business. */
export const publicProfileOf = async (
  db: Database,
  id: string,
): Promise<Stripe.Account.BusinessProfile | null> => (await findAccount(db, id)).business_profile ?? null;

/** Returns the name by which an account's customers know it; `null` where it has none. */
export const businessNameOf = async (db: Database, id: string): Promise<string | null> =>
  (await findAccount(db, id)).business_profile?.name ?? null;

/** Changes the name of an account, by which its customers know it. */
export async function changeBusinessName(work: Work, name: string | null): Promise<void> {
  const { db, accountId: id, now } = work;
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  const change = { business_profile: { name } };
  if (row?.platformId) {
    await changeAccount(work, id, (state) => changedAccount(state, change, now));
    return;
  }
  const profile = profileAfter(row?.body?.business_profile, change.business_profile);
  await db
    .update(accounts)
    .set({ body: ownAccountObject(id, profile) })
    .where(eq(accounts.id, id));
}
