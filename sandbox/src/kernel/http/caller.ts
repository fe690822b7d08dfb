/** Reach of a permission. `write` includes `read`. A resource without permission is left out. */
export type Access = 'read' | 'write';

/** The permission with which a restricted key may name a connected account in a header. It belongs to no resource. */
export const CONNECT = 'connect';

/** The key of a request: its account, its mode and its powers. */
export interface ApiKey {
  id: string;
  accountId: string;
  livemode: boolean;
  kind: 'publishable' | 'secret' | 'restricted';
  /** The key's last four characters. */
  last4: string;
  /** Resources that a restricted key may read, or read and write. */
  permissions: Readonly<Partial<Record<string, Access>>> | null;
  /** Origins of the pages that a publishable key works on, such as `https://shop.example`. */
  origins: string[] | null;
  /** Addresses, or ranges of them, that any other key works from: `192.0.2.0/24`. */
  ipRanges: string[] | null;
  /** Time from which the key is refused, because it was rolled or revoked. */
  expiresAt: Date | null;
}

/** The part of a key that decides what is shown: a browser does not see everything. */
export type Viewer = Pick<ApiKey, 'kind'>;

/** A viewer that sees everything: a server, or an event. */
export const SERVER: Viewer = { kind: 'secret' };

const PREFIXES = { publishable: 'pk', secret: 'sk', restricted: 'rk' } as const;

/** Returns the beginning of a key by its kind and mode: `pk_test_`. */
export const prefixOf = ({ kind, livemode }: Pick<ApiKey, 'kind' | 'livemode'>): string =>
  `${PREFIXES[kind]}_${livemode ? 'live' : 'test'}_`;

/** Returns a key as errors and logs name it: only its beginning and its end. */
export const named = (key: ApiKey): string => `${prefixOf(key)}****${key.last4}`;

export const hasExpired = ({ expiresAt }: Pick<ApiKey, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;
