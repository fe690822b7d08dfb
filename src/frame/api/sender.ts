import type { JsonObject } from '../../wire/index.js';
import type { Answer } from './answer.js';
import { post, randomKey } from './api.js';
import { formBody } from './form-body.js';
import type { ApiAccess } from './headers.js';

/** POST request to the API: its path and its parameters. */
export interface Request {
  path: string;
  params: JsonObject;
  /** The page's attempt that this request is a part of. */
  attempt?: string | undefined;
}

/** Function that sends a request, with the names of the SDK and of the wrappers around it. */
export type Send = (request: Request, agent: string) => Promise<Answer>;

export const UNUSABLE: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'parameter_invalid',
    message: 'Parameters are nested too deeply, or have brackets.',
  },
};

/**
 * Creates a function that sends requests. While a request is in flight, an equal one is the same intent of
 * the person, so it is sent only once.
 *
 * @param salt Goes into the idempotency keys of attempts, and never leaves the frame. It is empty where
 * nothing that is sent was typed, so that the key is the same in every frame.
 */
export function createSender(access: ApiAccess, salt = randomKey()): Send {
  const inFlight = new Map<string, Promise<Answer>>();

  return async ({ path, params, attempt }, agent) => {
    const body = encode({ ...params, payment_user_agent: agent });
    if (!body) return UNUSABLE;
    const intent = `${path}?${body}`;
    const key = attempt && (await idempotencyKey(`${salt} ${attempt} ${intent}`));
    const answer =
      inFlight.get(intent) ?? post(path, body, access, key).finally(() => inFlight.delete(intent));
    inFlight.set(intent, answer);
    return answer;
  };
}

/**
 * Returns the same key for the same request of an attempt, so that a page that repeats a call after a lost
 * answer gets that answer. Servers keep such keys, and show them in events. Without the salt, someone who
 * sees the key could find the typed card by trial, because the page chooses the attempt's name and knows the
 * rest.
 */
async function idempotencyKey(of: string): Promise<string | undefined> {
  // Browsers do not have it on a page without HTTPS, where only test keys work.
  if (!crypto.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(of));
  return new Uint32Array(digest).join('-');
}

export function encode(params: JsonObject): URLSearchParams | undefined {
  try {
    return formBody(params);
  } catch {
    return undefined;
  }
}
