import { describeKey, type KeyDescription, type KeyMode } from '../keys/index.js';
import { IntegrationError } from './errors.js';

const KIND_NAMES: Record<string, string> = {
  secret: 'secret key (sk_…)',
  restricted: 'restricted key (rk_…)',
  ephemeral: 'ephemeral key (ek_…)',
  webhook_secret: 'webhook signing secret (whsec_…)',
};

/**
 * Takes a publishable key and says of which mode it is.
 *
 * @throws IntegrationError for anything else. The message says which kind of key it was and what to do, and holds
 * nothing of the key.
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

/** Why a key that was found at `where` must not be in a page, and what to do about it. */
export const secretKeyMessage = ({ kind, mode }: KeyDescription, where: string): string =>
  `${where} is a ${mode ? `${mode} mode ` : ''}${KIND_NAMES[kind]}. Whoever holds it can act for your account, and a page ` +
  'shows it to every visitor: use your publishable key (pk_…) here, keep this one on your server, and roll it now, ' +
  'since it has been in browser code.';

function refusalMessage(key: unknown, { kind }: KeyDescription): string {
  const expected = 'Pass your publishable key, which begins with pk_test_ or pk_live_.';
  if (typeof key !== 'string')
    return `The publishable key must be a string, not ${key === null ? 'null' : typeof key}. ${expected}`;
  if (!key) return `The publishable key is empty. ${expected}`;
  if (describeKey(key.trim()).kind === 'publishable')
    return `The publishable key has white space around it. ${expected}`;
  if (kind === 'placeholder') return `The publishable key is a placeholder from documentation. ${expected}`;
  if (kind === 'client_secret') return `The publishable key is a client secret. ${expected}`;
  return `The publishable key is not one. ${expected}`;
}
