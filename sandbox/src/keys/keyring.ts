import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { apiKeys } from '../db/schema.js';
import type { Secrets } from '../secrets.js';

/** Who is asking: the account and the mode that a key opens, and what the key is. */
export interface ApiKey {
  id: string;
  accountId: string;
  livemode: boolean;
  kind: 'publishable' | 'secret';
  last4: string;
}

export interface Keyring {
  /** The key's owner, or nothing for a key that was never made. */
  find(key: string): Promise<ApiKey | undefined>;
}

/**
 * Looks keys up by their keyed hash, at every request, so that what one process changes counts in all of them.
 *
 * An index look-up is not done in constant time, but its time tells of the hash, which says nothing of the key to
 * someone who does not know the secret.
 */
export function createKeyring(db: Database, secrets: Secrets): Keyring {
  const byHash = db
    .select({
      id: apiKeys.id,
      accountId: apiKeys.accountId,
      livemode: apiKeys.livemode,
      kind: apiKeys.kind,
      last4: apiKeys.last4,
    })
    .from(apiKeys)
    .where(eq(apiKeys.hash, sql.placeholder('hash')))
    .prepare('api_key_by_hash');
  return {
    async find(key) {
      const [found] = await byHash.execute({ hash: secrets.apiKey(key) });
      return found;
    },
  };
}
