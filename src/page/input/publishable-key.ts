import { describeKey, type KeyDescription, type KeyMode } from '../../keys/index.js';
import { IntegrationError } from '../errors.js';

const KIND_NAMES: Record<string, string> = {
  secret: 'secret key (sk_…)',
  restricted: 'restricted key (rk_…)',
  ephemeral: 'ephemeral key (ek_…)',
  webhook_secret: 'webhook signing secret (whsec_…)',
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
  const secret = described.kind in KIND_NAMES;
  throw new IntegrationError(
    secret ? secretKeyMessage(described, 'The key') : refusalMessage(key, described),
    secret ? 'secret_key_refused' : 'invalid_publishable_key',
    'publishableKey',
  );
}

/** Says why the key found at `where` must not be in a page, and what to do about it. */
export const secretKeyMessage = ({ kind, mode }: KeyDescription, where: string): string =>
  `${where} is a ${mode ? `${mode} mode ` : ''}${KIND_NAMES[kind]}. Whoever sees it can act for your account: roll it now, ` +
  'and use your publishable key (pk_…) here.';

function refusalMessage(key: unknown, { kind }: KeyDescription): string {
  const what =
    typeof key !== 'string'
      ? `must be a string, not ${key === null ? key : typeof key}`
      : !key
        ? 'is empty'
        : describeKey(key.trim()).kind === 'publishable'
          ? 'has white space around it'
          : (WRONG[kind] ?? 'is not one');
  return `The publishable key ${what}. It begins with pk_test_ or pk_live_.`;
}

const WRONG: Record<string, string> = {
  placeholder: 'is a placeholder from documentation',
  client_secret: 'is a client secret',
};
