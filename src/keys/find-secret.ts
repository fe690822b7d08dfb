import type { KeyDescription, KeyKind } from './describe-key.js';

// A prefix counts only where a word begins, so that `task_test_…` is no key.
const SECRET =
  /(?:^|[^a-z0-9])(?:([sr])k_(test|live|prod|org)_(?:(test|live)_)?|(ek)_(test|live)_|(whsec)_)[a-z0-9]/;
// `sk_`, `rk_`, `ek_` and `whsec_` in base64, as an Authorization header would carry them.
const ENCODED = /(?:^|[^A-Za-z0-9+/])((?:c2tf|cmtf|ZWtf|d2hzZWNf)[A-Za-z0-9+/_-]{8,})/;
// What people and spreadsheets wrap a key in without seeing it: white space, quotes, invisible characters.
const WRAPPING = /[\s"'`\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/g;

/**
 * Finds a secret, restricted, ephemeral or webhook key anywhere in a text: padded, quoted, after `Bearer `, in another
 * letter case, in full-width letters, percent-encoded or in base64. Returns what it is, never any of its characters.
 */
export function findSecret(text: string): KeyDescription | undefined {
  // The text as it is keeps the spaces that mark where a word begins; the unwrapped one undoes what hides a prefix.
  for (const disguise of [text, unwrap(text)]) {
    const [, letter, mode, organisationMode, ephemeral, ephemeralMode, webhook] =
      SECRET.exec(disguise.toLowerCase()) ?? [];
    if (letter) return found(letter === 's' ? 'secret' : 'restricted', organisationMode ?? mode);
    if (ephemeral) return found('ephemeral', ephemeralMode);
    if (webhook) return found('webhook_secret');
    const encoded = ENCODED.exec(disguise)?.[1];
    if (encoded) return findSecret(decodeBase64(encoded)) ?? found('secret');
  }
  return undefined;
}

const found = (kind: KeyKind, mode?: string): KeyDescription => ({
  kind,
  mode: mode === 'live' || mode === 'prod' ? 'live' : mode === 'test' ? 'test' : null,
});

function unwrap(text: string): string {
  const plain = text.normalize('NFKC').replace(WRAPPING, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function decodeBase64(text: string): string {
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return '';
  }
}
