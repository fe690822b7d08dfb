import type { WireError } from './protocol.js';

export type IntentObject = 'payment_intent' | 'setup_intent';

/** A client secret is the id of its intent, `_secret_`, and what no one can guess. */
const CLIENT_SECRET = /^((pi|seti)_\w+?)_secret_\w+$/;

/** Of which intent a client secret is; nothing where it is none. Both realms ask, since frames do not rely on pages. */
export function readClientSecret(secret: unknown): { id: string; object: IntentObject } | undefined {
  const [, id, prefix] = (typeof secret === 'string' && CLIENT_SECRET.exec(secret)) || [];
  return id === undefined ? undefined : { id, object: prefix === 'pi' ? 'payment_intent' : 'setup_intent' };
}

/** Whether an error leaves open what a request has done: no answer came, or none that could be read. */
export const isLost = (error: WireError | undefined): boolean =>
  error?.type === 'api_connection_error' || error?.code === 'invalid_response';
