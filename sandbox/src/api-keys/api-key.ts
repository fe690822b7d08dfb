import type { Permissions } from './permissions.js';

/** An API key of an account. Lists of origins and addresses that are `null` are those of a key without bounds. */
export interface KeyRow {
  id: string;
  accountId: string;
  livemode: boolean;
  createdAt: Date;
  kind: 'publishable' | 'secret' | 'restricted';
  /** A keyed hash of the whole key: what a request is looked up by. */
  hash: string;
  /** The key's last four characters. */
  last4: string;
  /** The key itself, where it may be shown again: publishable keys, and the secret and restricted keys of test mode. */
  plaintext: string | null;
  /** What its owner calls it. */
  note: string;
  /** Of a restricted key: the resources that it may read, or read and write. */
  permissions: Permissions | null;
  /** Of a publishable key: the origins of the pages that it works on, such as `https://shop.example`. */
  origins: string[] | null;
  /** Of any other key: the addresses, or ranges of them, that it works from: `192.0.2.0/24`. */
  ipRanges: string[] | null;
  /** From when on it is refused: it was rolled, or revoked. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** What a key is made with. What is left out bounds it in nothing, but a restricted key without permissions may do nothing. */
export interface NewKey extends Pick<KeyRow, 'accountId' | 'livemode' | 'kind'>, KeyChange {}

/** What may be changed of a key after it was made. */
export type KeyChange = Partial<Pick<KeyRow, 'note' | 'permissions' | 'origins' | 'ipRanges'>>;

/** A key that was just made, in clear. */
export interface MadeKey {
  key: string;
  row: KeyRow;
}

/** An account's keys, and what can be done with them. */
export interface KeyStore {
  /** Newest first, with those that have expired. */
  list(): Promise<KeyRow[]>;
  /** The key of this id, or `undefined` where the account has none. */
  find(id: string): Promise<KeyRow | undefined>;
  /** Makes a key. This is the one time that a live secret or restricted key can be read. */
  create(key: Omit<NewKey, 'accountId'>): Promise<MadeKey>;
  /** Resolves when every process goes by it. */
  change(id: string, change: KeyChange): Promise<void>;
  /**
   * Makes a key of the same powers, and has the old one expire after a while, in ms: time to put the new one in place.
   * `undefined` where there is no such key, or it has expired.
   */
  roll(id: string, expireAfterMs: number): Promise<MadeKey | undefined>;
  /** Has a key be refused from now on, by every process. */
  revoke(id: string): Promise<void>;
}
