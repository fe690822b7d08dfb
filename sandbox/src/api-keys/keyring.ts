import { timingSafeEqual } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { Signals } from '../kernel/db/signals.js';
import type { ApiKey } from '../kernel/http/caller.js';
import type { Keyring } from '../kernel/http/keyring.js';
import type { Secrets } from '../kernel/secrets.js';
import { createKey, KEYS_CHANGED } from './key-store.js';
import { apiKeys } from './table.js';

/** A keyring that finds keys and notes when they were last used, for as long as it is open. */
export interface OpenKeyring extends Keyring {
  close(): Promise<void>;
}

/** Number of keys that are remembered. */
const LIMIT = 10_000;
/** Interval at which the time of a key's last use is written, in ms. */
const NOTE_USE_EVERY_MS = 10_000;

/**
 * Looks keys up by their keyed hash, and remembers those that it found until any process on the database
 * changes a key. While it cannot hear of changes, it looks up each time, so that a revoked key is refused
 * everywhere at once.
 *
 * The hash of the key that a client sends is compared in constant time. The look-up itself is not constant in
 * time, but this reveals nothing of a key: its time depends on a hash, and the client does not know the
 * secret of that hash.
 */
export function createKeyring(db: Database, secrets: Secrets, signals: Signals): OpenKeyring {
  const byHash = db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, sql.placeholder('hash')))
    .prepare('api_key_by_hash');
  const known = new Map<string, ApiKey>();
  const used = new Map<string, Date>();
  let changes = 0;
  const unsubscribe = signals.on(KEYS_CHANGED, () => {
    changes += 1;
    known.clear();
  });

  async function noteUse(): Promise<void> {
    const hashes = [...used.keys()];
    const latest = [...used.values()].at(-1);
    used.clear();
    if (latest) await db.update(apiKeys).set({ lastUsedAt: latest }).where(inArray(apiKeys.hash, hashes));
  }
  const noting = setInterval(() => noteUse().catch(() => {}), NOTE_USE_EVERY_MS).unref();

  return {
    async find(key, now) {
      const hash = secrets.apiKey(key);
      const found = known.get(hash) ?? (await lookUp(hash));
      if (found) used.set(hash, now);
      return found;
    },
    async create({ db: tx, now }, wanted) {
      return (await createKey(tx, secrets, { ...wanted, livemode: false }, now)).key;
    },
    async close() {
      clearInterval(noting);
      unsubscribe();
      await noteUse();
    },
  };

  async function lookUp(hash: string): Promise<ApiKey | undefined> {
    const before = changes;
    const [row] = await byHash.execute({ hash });
    if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return undefined;
    // A change that arrived in the meantime may be to this very key.
    if (signals.listening && before === changes && known.size < LIMIT) known.set(hash, row);
    return row;
  }
}
