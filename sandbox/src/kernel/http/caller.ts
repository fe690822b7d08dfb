/** How far a permission reaches. `write` includes `read`. What a key has no permission for is not there. */
export type Access = 'read' | 'write';

/** Who is asking: the account and the mode that a key opens, and what the key is. */
export interface ApiKey {
  id: string;
  accountId: string;
  livemode: boolean;
  kind: 'publishable' | 'secret' | 'restricted';
  /** The key's last four characters. */
  last4: string;
  /** Of a restricted key: what it may read, or read and write. */
  permissions: Readonly<Partial<Record<string, Access>>> | null;
  /** Of a publishable key: the origins of the pages that it works on, such as `https://shop.example`. */
  origins: string[] | null;
  /** Of any other key: the addresses, or ranges of them, that it works from: `192.0.2.0/24`. */
  ipRanges: string[] | null;
  /** From when on it is refused: it was rolled, or revoked. */
  expiresAt: Date | null;
}

/** Finds keys. */
export interface Keyring {
  /** The key's owner, or nothing for a key that was never made. It may have expired. */
  find(key: string, now: Date): Promise<ApiKey | undefined>;
}

/** Whose key asks, as far as what is shown depends on it: a browser is not told everything. */
export type Viewer = Pick<ApiKey, 'kind'>;

/** Who sees everything: a server, and an event. */
export const SERVER: Viewer = { kind: 'secret' };

const PREFIXES = { publishable: 'pk', secret: 'sk', restricted: 'rk' } as const;

/** How a key begins, by what it is: `pk_test_`. */
export const prefixOf = ({ kind, livemode }: Pick<ApiKey, 'kind' | 'livemode'>): string =>
  `${PREFIXES[kind]}_${livemode ? 'live' : 'test'}_`;

/** A key as errors and logs name it: by how it begins and ends. */
export const named = (key: ApiKey): string => `${prefixOf(key)}****${key.last4}`;

export const hasExpired = ({ expiresAt }: Pick<ApiKey, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;
