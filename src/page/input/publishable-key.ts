import { describeKey, type KeyDescription, type KeyKind, type KeyMode } from '../../keys/index.js';
import { IntegrationError } from '../errors.js';

/** How the kinds that must not be in a page begin. */
const PREFIXES: Record<string, string> = {
  secret: 'sk',
  restricted: 'rk',
  ephemeral: 'ek',
  webhook_secret: 'whsec',
};

/**
 * Checks that a key is publishable, and returns its mode.
 *
 * @throws IntegrationError for anything else. The message says which kind of key it was and what to do, and contains no
 * part of the key.
 */
export function requirePublishableKey(key: unknown): { key: string; mode: KeyMode } {
  const described = describeKey(key);
  if (described.kind === 'publishable') return { key: key as string, mode: described.mode as KeyMode };
  const secret = described.kind in PREFIXES;
  throw new IntegrationError(
    secret ? secretKeyMessage(described, 'The key') : refusalMessage(key, described),
    secret ? 'secret_key_refused' : 'invalid_publishable_key',
    'publishableKey',
  );
}

/** Says why the key found at `where` must not be in a page, and what to do about it. */
export const secretKeyMessage = ({ kind, mode }: KeyDescription, where: string): string =>
  `${where} is a ${mode ? `${mode} mode ` : ''}${nameOf(kind)} key (${PREFIXES[kind]}_…). Whoever sees it can act for your account: roll it now, ` +
  'and use your publishable key (pk_…) here.';

function refusalMessage(key: unknown, { kind }: KeyDescription): string {
  const what =
    typeof key !== 'string'
      ? `must be a string, not ${key === null ? key : typeof key}`
      : !key
        ? 'is empty'
        : describeKey(key.trim()).kind === 'publishable'
          ? 'has white space around it'
          : kind === 'unknown'
            ? 'is not one'
            : `is a ${nameOf(kind)}`;
  return `The publishable key ${what}. It begins with pk_test_ or pk_live_.`;
}

const nameOf = (kind: KeyKind) => kind.replace('_', ' ');
