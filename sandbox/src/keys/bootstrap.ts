import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { accounts, apiKeys, settings } from '../db/schema.js';
import { newId, randomBase62 } from '../ids.js';
import { deriveSecrets, type Secrets } from '../secrets.js';

/** What a start needs to know of the database: the secrets of its hashes, and the test keys to print. */
export interface Installation {
  secrets: Secrets;
  publishableKey: string;
  secretKey: string;
}

const ROOT_SECRET = 'root_secret';

/** Makes the root secret and the account with its four keys, or finds those of an earlier start. */
export async function bootstrap(db: Database): Promise<Installation> {
  return db.transaction(async (tx) => {
    const secrets = deriveSecrets(await rootSecret(tx));
    if (!(await tx.$count(accounts))) await createAccount(tx, secrets);
    return {
      secrets,
      publishableKey: await testKey(tx, 'publishable'),
      secretKey: await testKey(tx, 'secret'),
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
  await db.insert(apiKeys).values(
    KINDS.map(({ kind, livemode }) => {
      const key = `${kind === 'secret' ? 'sk' : 'pk'}_${livemode ? 'live' : 'test'}_${randomBase62(32)}`;
      return {
        id: newId('key'),
        accountId: account.id,
        livemode,
        createdAt: account.createdAt,
        kind,
        hash: secrets.apiKey(key),
        last4: key.slice(-4),
        // A live secret key is known by its hash alone; a test one guards nothing but test data.
        plaintext: kind === 'secret' && livemode ? null : key,
      };
    }),
  );
}

async function testKey(db: Database, kind: 'publishable' | 'secret'): Promise<string> {
  const [found] = await db
    .select({ plaintext: apiKeys.plaintext })
    .from(apiKeys)
    .where(and(eq(apiKeys.kind, kind), eq(apiKeys.livemode, false)))
    .orderBy(apiKeys.createdAt)
    .limit(1);
  if (!found?.plaintext) throw new Error(`The database has no ${kind} key of test mode.`);
  return found.plaintext;
}
