import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { Signals } from '../kernel/db/signals.js';
import { hasExpired, prefixOf } from '../kernel/http/caller.js';
import { newId, randomBase62 } from '../kernel/ids.js';
import type { Secrets } from '../kernel/secrets.js';
import type { KeyChange, KeyRow, KeyStore, MadeKey, NewKey } from './api-key.js';
import { apiKeys } from './table.js';

/** Signal that a key was changed, rolled or revoked. */
export const KEYS_CHANGED = 'keys_changed';

/** Creates a key. A live secret or restricted key can be read only now. */
export async function createKey(
  db: Database,
  secrets: Secrets,
  { accountId, livemode, kind, note = '', permissions = null, origins = null, ipRanges = null }: NewKey,
  now: Date,
): Promise<MadeKey> {
  const key = prefixOf({ kind, livemode }) + randomBase62(32);
  const row: KeyRow = {
    id: newId('key'),
    accountId,
    livemode,
    createdAt: now,
    kind,
    hash: secrets.apiKey(key),
    last4: key.slice(-4),
    // Only the hash of a live secret key is stored; a test key protects nothing but test data.
    plaintext: livemode && kind !== 'publishable' ? null : key,
    note,
    permissions,
    origins,
    ipRanges,
    expiresAt: null,
    lastUsedAt: null,
  };
  await db.insert(apiKeys).values(row);
  return { key, row };
}

export function createKeyStore(
  db: Database,
  secrets: Secrets,
  signals: Signals,
  accountId: string,
): KeyStore {
  const own = (id: string) =>
    and(eq(apiKeys.accountId, accountId), inArray(apiKeys.livemode, [true, false]), eq(apiKeys.id, id));

  async function find(id: string): Promise<KeyRow | undefined> {
    const [row] = await db.select().from(apiKeys).where(own(id));
    return row;
  }

  const set = (id: string, values: KeyChange | Pick<KeyRow, 'expiresAt'>) =>
    signals.announce(KEYS_CHANGED, async (tx) => {
      await tx.update(apiKeys).set(values).where(own(id));
    });

  return {
    find,
    list: () =>
      db.select().from(apiKeys).where(eq(apiKeys.accountId, accountId)).orderBy(desc(apiKeys.createdAt)),
    create: (key) => createKey(db, secrets, { ...key, accountId }, new Date()),
    change: set,
    async roll(id, expireAfterMs) {
      const old = await find(id);
      if (!old || hasExpired(old, new Date())) return undefined;
      return signals.announce(KEYS_CHANGED, async (tx) => {
        const now = new Date();
        const made = await createKey(tx, secrets, old, now);
        const expiresAt = new Date(now.getTime() + expireAfterMs);
        await tx.update(apiKeys).set({ expiresAt }).where(own(id));
        return made;
      });
    },
    revoke: (id) => set(id, { expiresAt: new Date() }),
  };
}
