import type { KeyDescription, KeyKind } from './key-description.js';

// A prefix counts only at the beginning of a word, so that `task_test_…` is no key.
const SECRET =
  /(?:^|[^a-z0-9])(?:([sr])k_(test|live|prod|org)_(?:(test|live)_)?|(ek)_(test|live)_|(whsec)_)[a-z0-9]/;
// `sk_`, `rk_`, `ek_` and `whsec_` in base64, as an Authorization header would carry them.
const ENCODED = /(?:^|[^A-Za-z0-9+/])((?:c2tf|cmtf|ZWtf|d2hzZWNf)[A-Za-z0-9+/_-]{8,})/g;
// Characters in which people and spreadsheets wrap a key: invisible ones, white space, quotes.
const INVISIBLE = /\p{Cf}/gu;
const WRAPPING = /[\s"'`]/g;
// A percent-encoded character, encoded once or more.
const PERCENT = /%(?:25)*([0-7][0-9a-f])/gi;

/**
 * Finds a secret, restricted, ephemeral or webhook key anywhere in a text: padded, quoted, after `Bearer `,
 * in another letter case, in full-width letters, percent-encoded or in base64. Returns its description, never
 * any of its characters.
 */
export function findSecret(text: string): KeyDescription | undefined {
  const visible = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(PERCENT, (_, code: string) => decodeURIComponent(`%${code}`));
  // White space marks the beginning of a word, or splits a prefix, so the text is searched with it and
  // without.
  for (const disguise of [text, visible, visible.replace(WRAPPING, '')]) {
    const secret = findPlain(disguise);
    if (secret) return secret;
    for (const [, encoded = ''] of disguise.matchAll(ENCODED)) {
      const decoded = findPlain(decodeBase64(encoded));
      if (decoded) return decoded;
    }
  }
  return undefined;
}

function findPlain(text: string): KeyDescription | undefined {
  const [, letter, mode, organisationMode, ephemeral, ephemeralMode, webhook] =
    SECRET.exec(text.toLowerCase()) ?? [];
  if (letter) return found(letter === 's' ? 'secret' : 'restricted', organisationMode ?? mode);
  if (ephemeral) return found('ephemeral', ephemeralMode);
  return webhook ? found('webhook_secret') : undefined;
}

const found = (kind: KeyKind, mode?: string): KeyDescription => ({
  kind,
  mode: mode === 'live' || mode === 'prod' ? 'live' : mode === 'test' ? 'test' : null,
});

/** Decodes as much of a text as is complete: four characters stand for three bytes. */
const decodeBase64 = (text: string): string =>
  atob(
    text
      .slice(0, text.length & ~3)
      .replace(/-/g, '+')
      .replace(/_/g, '/'),
  );
