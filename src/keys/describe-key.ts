import { findSecret } from './find-secret.js';
import type { KeyDescription, KeyMode } from './key-description.js';

const PUBLISHABLE = /^pk_(test|live)_(.*)$/s;
const BODY = /^[A-Za-z0-9]{16,247}$/;
const CLIENT_SECRET = /^(?:pi|seti|cs|ctoken|cuss)_\w+_secret_[^\W_]+$/;
// One character repeated, a word that only documentation uses, or a character that no key has.
const PLACEHOLDER_BODY =
  /^$|^(.)\1*$|^(?:your|replace|insert|example|todo|change)[a-z]*$|^123456|[^a-z0-9]|x{6}/;

/**
 * Returns the kind and the mode of an API key.
 *
 * Publishable keys are matched exactly (no trimming, no other letter case), so anything else is refused. The
 * kinds that must never be in a page are recognised in disguise too, see {@link findSecret}.
 */
export function describeKey(value: unknown): KeyDescription {
  if (typeof value !== 'string') return { kind: 'unknown', mode: null };
  // First, because a healthy page passes such a key, and its body of letters and digits has no room for
  // another key.
  const described = describePublishable(value);
  if (described.kind === 'publishable') return described;
  const secret = findSecret(value);
  if (secret) return secret;
  return CLIENT_SECRET.test(value) ? { kind: 'client_secret', mode: null } : described;
}

/**
 * Describes a value for callers that take only publishable keys: every value that neither is one nor
 * resembles one is `unknown`.
 */
export function describePublishable(value: string): KeyDescription {
  const [, prefixMode, body = ''] = PUBLISHABLE.exec(value) ?? [];
  const mode = (prefixMode as KeyMode | undefined) ?? null;
  if (PLACEHOLDER_BODY.test(body.toLowerCase())) return { kind: mode ? 'placeholder' : 'unknown', mode };
  return { kind: BODY.test(body) ? 'publishable' : 'unknown', mode };
}
