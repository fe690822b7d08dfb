import type { Permissions } from './permissions.js';

/** An API key of an account. Where `origins` or `ipRanges` is `null`, the key has no such limit. */
export interface KeyRow {
  id: string;
  accountId: string;
  livemode: boolean;
  createdAt: Date;
  kind: 'publishable' | 'secret' | 'restricted';
  /** Keyed hash of the whole key, by which requests look it up. */
  hash: string;
  /** The key's last four characters. */
  last4: string;
  /** The key itself, where it may be shown again: publishable keys, and the secret and restricted keys of test mode. */
  plaintext: string | null;
  /** Note that its owner gave it. */
  note: string;
  /** Resources that a restricted key may read, or read and write. */
  permissions: Permissions | null;
  /** Origins of the pages that a publishable key works on, such as `https://shop.example`. */
  origins: string[] | null;
  /** Addresses, or ranges of them, that any other key works from: `192.0.2.0/24`. */
  ipRanges: string[] | null;
  /** Time from which the key is refused, because it was rolled or revoked. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/**
 * Settings of a new key. A setting that is left out sets no limit, but a restricted key without permissions
 * may do nothing.
 */
export interface NewKey extends Pick<KeyRow, 'accountId' | 'livemode' | 'kind'>, KeyChange {}

/** Settings of a key that can change after it was created. */
export type KeyChange = Partial<Pick<KeyRow, 'note' | 'permissions' | 'origins' | 'ipRanges'>>;

/** A key that was just created, in clear. */
export interface MadeKey {
  key: string;
  row: KeyRow;
}

/** The keys of an account, and the operations on them. */
export interface KeyStore {
  /** Lists the keys, newest first, including expired ones. */
  list(): Promise<KeyRow[]>;
  /** Finds the key with this id; `undefined` where the account has none. */
  find(id: string): Promise<KeyRow | undefined>;
  /** Creates a key. A live secret or restricted key can be read only now. */
  create(key: Omit<NewKey, 'accountId'>): Promise<MadeKey>;
  /** Changes a key. Resolves when every process uses the new settings. */
  change(id: string, change: KeyChange): Promise<void>;
  /**
   * Creates a key with the same permissions and limits, and lets the old one expire after `expireAfterMs`,
   * which leaves time to put the new one in place.
   * Returns `undefined` where there is no such key, or it has expired.
   */
  roll(id: string, expireAfterMs: number): Promise<MadeKey | undefined>;
  /** Makes every process refuse the key from now on. */
  revoke(id: string): Promise<void>;
}
