import { describeKey, type KeyDescription } from '../../../../src/keys/index.js';
import { forbidden, unauthenticated } from '../errors.js';

/** Kinds of key that the API accepts. */
const KINDS = new Set<KeyDescription['kind']>(['publishable', 'secret', 'restricted']);

const HOW =
  "You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer " +
  "YOUR_SECRET_KEY').";

/**
 * Reads the key in an `Authorization` header: `Bearer`, or `Basic` with the key as user name.
 *
 * @throws ApiError 401 for another scheme, 403 for a secret that a browser sent.
 */
export function keyInHeader(authorization: string | null, fromBrowser: boolean): string | undefined {
  if (authorization === null) return undefined;
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  const key = readScheme(scheme.toLowerCase(), value);
  if (key === undefined) {
    throw unauthenticated(`The Authorization header uses neither Bearer nor Basic auth. ${HOW}`);
  }
  refuseExposed(key, fromBrowser);
  return key;
}

/**
 * Reads the key in the body's parameter `key`, as the frames send it. Only a publishable key belongs there.
 *
 * @throws ApiError 401, or 403 for a secret that a browser sent.
 */
export function keyInBody(key: unknown, fromBrowser: boolean): string | undefined {
  if (key === undefined) return undefined;
  refuseExposed(key, fromBrowser);
  const description = describeKey(key);
  if (description.kind === 'publishable') return key as string;
  throw unauthenticated(
    `Invalid API Key provided in the parameter 'key': ${named(description)}. Only a publishable key belongs there.`,
  );
}

/**
 * Refuses a text that cannot be a key by its form, without a query to the database.
 *
 * @throws ApiError 401
 */
export function plausibleKey(key: string | undefined): string {
  if (!key) throw unauthenticated(`You did not provide an API key. ${HOW}`);
  const description = describeKey(key);
  if (!KINDS.has(description.kind)) throw invalidKey(description);
  return key;
}

/**
 * Creates the error for a key that does not exist: it shows the kind and mode, and none of the random
 * characters.
 */
export const invalidKey = (description: KeyDescription) =>
  unauthenticated(`Invalid API Key provided: ${named(description)}.`);

function readScheme(scheme: string, value: string): string | undefined {
  if (scheme === 'bearer') return value;
  if (scheme === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return undefined;
}

function refuseExposed(key: unknown, fromBrowser: boolean): void {
  const description = describeKey(key);
  const secret = SECRET_KINDS[description.kind];
  if (!secret || !fromBrowser) return;
  throw forbidden(
    `This request came from a browser and brought ${article(description)} ${secret}. Whoever opens that page can read it: ` +
      'roll it now, and use a publishable key (pk_…) in the browser.',
  );
}

const SECRET_KINDS: Partial<Record<KeyDescription['kind'], string>> = {
  secret: 'secret key',
  restricted: 'restricted key',
  ephemeral: 'ephemeral key',
  webhook_secret: 'webhook signing secret',
};

const article = ({ mode }: KeyDescription) => (mode ? `a ${mode}` : 'a');

const PREFIXES: Partial<Record<KeyDescription['kind'], string>> = {
  publishable: 'pk',
  secret: 'sk',
  restricted: 'rk',
  ephemeral: 'ek',
  placeholder: 'pk',
};

function named({ kind, mode }: KeyDescription): string {
  const prefix = PREFIXES[kind];
  if (kind === 'placeholder') return `${prefix}_${mode ?? 'test'}_****, which is a placeholder`;
  if (prefix) return `${prefix}_${mode ? `${mode}_` : ''}****`;
  if (kind === 'webhook_secret') return 'whsec_****, which is a webhook signing secret';
  if (kind === 'client_secret') return 'a client secret';
  return 'not an API key';
}
