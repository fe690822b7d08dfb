import type { Hiding } from './find-keys.js';
import type { SecretKind } from './keys-in.js';
import type { Finding } from './scan.js';

/** Name of each kind, and what such a key gives access to. */
export const KINDS: Record<SecretKind, [name: string, why: string]> = {
  secret: ['secret key', 'A secret key can do everything that its account can.'],
  restricted: ['restricted key', 'A restricted key is a secret key with fewer permissions.'],
  ephemeral: ['ephemeral key', 'An ephemeral key opens one customer for a short time.'],
  webhook_secret: ['webhook signing secret', 'Who has a webhook signing secret can forge events.'],
};

const HIDINGS: Record<Hiding, string> = {
  none: '',
  escapes: ', written with escapes',
  pieces: ', in pieces',
  base64: ', in base64',
};

/** Instructions after a finding, in the order in which they have to be done. */
export const REMEDY =
  'Roll each of these keys first: what was built or committed may have been served, cached or copied. ' +
  'Then take it out, and let the page use a publishable key (pk_…).';

/** Describes the key by kind, mode and prefix, and says how it was written. */
export function describeFinding({ kind, mode, prefix, hiding, variable }: Finding): string {
  const [name] = KINDS[kind];
  const what = `${mode ? `${mode} ` : ''}${name} ${prefix}…${HIDINGS[hiding]}`;
  return variable ? `${what}, in ${variable}, which a bundler puts into the page` : what;
}

/** Returns a place in the form `src/pay.ts:3:12`. */
export const placeOf = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;
