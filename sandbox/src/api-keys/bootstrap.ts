import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import { accounts, settings } from '../kernel/db/tables.js';
import { newId } from '../kernel/ids.js';
import { deriveSecrets, type Secrets } from '../kernel/secrets.js';
import type { NewKey } from './api-key.js';
import { createKey } from './key-store.js';
import { apiKeys } from './table.js';

/** Facts about the database that a start needs: the secrets of its hashes, the account, and its test keys. */
export interface Installation {
  secrets: Secrets;
  /** The platform's own account. */
  accountId: string;
  publishableKey: string;
  secretKey: string;
}

const ROOT_SECRET = 'root_secret';

/** Creates the root secret and the account with its four keys, or finds those of an earlier start. */
export async function bootstrap(db: Database): Promise<Installation> {
  return db.transaction(async (tx) => {
    const secrets = deriveSecrets(await rootSecret(tx));
    if (!(await tx.$count(accounts))) await createAccount(tx, secrets);
    const accountId = await ownAccount(tx);
    return {
      secrets,
      accountId,
      publishableKey: await testKey(tx, secrets, { accountId, kind: 'publishable' }),
      secretKey: await testKey(tx, secrets, { accountId, kind: 'secret' }),
    };
  });
}

async function rootSecret(db: Database): Promise<string> {
  const [found] = await db.select().from(settings).where(eq(settings.name, ROOT_SECRET));
  if (found) return found.value;
  const value = randomBytes(32).toString('base64url');
  await db.insert(settings).values({ name: ROOT_SECRET, value });
  return value;
}

const KINDS = [
  { kind: 'publishable', livemode: false },
  { kind: 'publishable', livemode: true },
  { kind: 'secret', livemode: false },
  { kind: 'secret', livemode: true },
] as const;

async function createAccount(db: Database, secrets: Secrets): Promise<void> {
  const account = { id: newId('acct'), createdAt: new Date() };
  await db.insert(accounts).values(account);
  for (const { kind, livemode } of KINDS) {
    await createKey(db, secrets, { accountId: account.id, kind, livemode }, account.createdAt);
  }
}

/** Finds the platform's own account: the only one that no other account has connected. */
export async function ownAccount(db: Database): Promise<string> {
  const [account] = await db.select().from(accounts).where(isNull(accounts.platformId)).limit(1);
  if (!account) throw new Error('The database has no account.');
  return account.id;
}

/** Returns a test mode key that is still valid: the one of an earlier start, or a new one. */
export async function testKey(
  db: Database,
  secrets: Secrets,
  wanted: Pick<NewKey, 'accountId' | 'kind' | 'permissions'>,
): Promise<string> {
  const [found] = await db
    .select({ plaintext: apiKeys.plaintext })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.accountId, wanted.accountId),
        eq(apiKeys.kind, wanted.kind),
        eq(apiKeys.livemode, false),
        isNull(apiKeys.expiresAt),
        wanted.permissions ? eq(apiKeys.permissions, wanted.permissions) : undefined,
      ),
    )
    .orderBy(apiKeys.createdAt)
    .limit(1);
  return found?.plaintext ?? (await createKey(db, secrets, { ...wanted, livemode: false }, new Date())).key;
}
