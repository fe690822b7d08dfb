import { findSecret, type KeyMode } from '../keys/index.js';
import { isPlaceholder } from './placeholder.js';

export type SecretKind = 'secret' | 'restricted' | 'ephemeral' | 'webhook_secret';

export interface SecretDescription {
  kind: SecretKind;
  mode: KeyMode | null;
}

/** Key that must not leave a server, and its place in the text. Only its prefix is ever kept. */
export interface FoundKey extends SecretDescription {
  prefix: string;
  start: number;
}

interface Family {
  /** The beginning of the key, as a regular expression. */
  prefix: string;
  /** The rest of the key, matched from the end of the prefix. */
  body: RegExp;
}

/** Keys of Stripe-compatible APIs, the sandbox's own among them, and those of other payment providers. */
const FAMILIES: Family[] = [
  {
    prefix: '[sr]k_(?:test|live|prod)_|sk_org_(?:(?:test|live)_)?|ek_(?:test|live)_',
    body: /[A-Za-z0-9]{10,}/y,
  },
  { prefix: 'whsec_', body: /[A-Za-z0-9+/]{10,}/y },
  { prefix: 'sq0(?:atp|csp)-', body: /[\w-]{22,60}/y },
  { prefix: 'FLWSECK(?:_TEST)?-', body: /[A-Za-z0-9]{12,}/y },
  { prefix: 'shp(?:at|ca|pa|ss)_', body: /[A-Fa-f0-9]{32}/y },
  {
    prefix: 'access-(?:sandbox|development|production)-',
    body: /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/y,
  },
  { prefix: 'access_token\\$(?:sandbox|production)\\$', body: /[a-z0-9]{16}\$[a-f0-9]{32}/y },
];

// One group for each family.
const PREFIX = new RegExp(FAMILIES.map(({ prefix }) => `(${prefix})`).join('|'), 'g');
const INSIDE_WORD = /[A-Za-z0-9]/;

/** Returns the keys that a text contains in plain form, in the order in which they begin. */
export function keysIn(text: string): FoundKey[] {
  const keys: FoundKey[] = [];
  for (const match of text.matchAll(PREFIX)) {
    const [prefix, ...groups] = match;
    // A prefix counts only at the beginning of a word, so that `task_test_…` is no key.
    if (INSIDE_WORD.test(text.charAt(match.index - 1))) continue;
    const { body } = FAMILIES[groups.findIndex((group) => group !== undefined)] as Family;
    body.lastIndex = match.index + prefix.length;
    const [found] = body.exec(text) ?? [];
    if (found === undefined) continue;
    const end = match.index + prefix.length + found.length;
    if (isPlaceholder(found, text.slice(end, end + 6))) continue;
    keys.push({ ...describePrefix(prefix), prefix, start: match.index });
  }
  return keys;
}

const descriptions = new Map<string, SecretDescription>();

/** Describes a prefix. It caches the result, because there are few prefixes and may be many keys. */
function describePrefix(prefix: string): SecretDescription {
  const known = descriptions.get(prefix);
  if (known) return known;
  const description = readPrefix(prefix);
  descriptions.set(prefix, description);
  return description;
}

function readPrefix(prefix: string): SecretDescription {
  const known = findSecret(`${prefix}x`);
  if (known) return known as SecretDescription;
  const mode = /production/.test(prefix) ? 'live' : /sandbox|development|TEST/.test(prefix) ? 'test' : null;
  return { kind: 'secret', mode };
}
