import type { WireError } from './protocol.js';

export type IntentObject = 'payment_intent' | 'setup_intent';

/** Pattern of a client secret: the id of its intent, `_secret_`, and a random part. */
const CLIENT_SECRET = /^((pi|seti)_\w+?)_secret_\w+$/;

/**
 * Reads the id and the kind of the intent from a client secret; returns `undefined` for any other value.
 * Frames check it too, and do not trust the page.
 */
export function readClientSecret(secret: unknown): { id: string; object: IntentObject } | undefined {
  const [, id, prefix] = (typeof secret === 'string' && CLIENT_SECRET.exec(secret)) || [];
  return id === undefined ? undefined : { id, object: prefix === 'pi' ? 'payment_intent' : 'setup_intent' };
}

/** Returns whether an error leaves the result of a request unknown, because no readable answer came. */
export const isLost = (error: WireError | undefined): boolean =>
  error?.type === 'api_connection_error' || error?.code === 'invalid_response';
