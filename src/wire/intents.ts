import type { WireError } from './protocol.js';

export type IntentObject = 'payment_intent' | 'setup_intent';

/** A client secret: the id of its intent, `_secret_`, and a random part. */
const CLIENT_SECRET = /^((pi|seti)_\w+?)_secret_\w+$/;

/** Reads which intent a client secret belongs to; `undefined` if it is none. Frames check it too, and do not trust the page. */
export function readClientSecret(secret: unknown): { id: string; object: IntentObject } | undefined {
  const [, id, prefix] = (typeof secret === 'string' && CLIENT_SECRET.exec(secret)) || [];
  return id === undefined ? undefined : { id, object: prefix === 'pi' ? 'payment_intent' : 'setup_intent' };
}

/** Whether an error leaves the result of a request unknown, because no readable answer came. */
export const isLost = (error: WireError | undefined): boolean =>
  error?.type === 'api_connection_error' || error?.code === 'invalid_response';
