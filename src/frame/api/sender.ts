import type { JsonObject } from '../../wire/index.js';
import type { Answer } from './answer.js';
import { type ApiAccess, post, randomKey } from './api.js';
import { formBody } from './form-body.js';

/** One POST of the API: where, and with what. */
export interface Request {
  path: string;
  params: JsonObject;
  /** Names the page's attempt that this request is a part of. */
  attempt?: string;
}

/** Sends a request, with the names of the SDK and of the wrappers around it. */
export type Send = (request: Request, agent: string) => Promise<Answer>;

const UNUSABLE: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'parameter_invalid',
    message:
      'The parameters of this call cannot be sent: they are nested too deeply, or a name holds brackets.',
  },
};

/**
 * Sends requests. The same one while it is in flight is the same intent of the person's, and is sent once.
 *
 * @param salt Goes into the idempotency keys of attempts, and never leaves the frame. It is empty where nothing that is
 * sent was typed, so that the key is the same in whatever frame.
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
 * The same for the same request of an attempt: a call that the page makes again since its answer was lost gets that
 * answer. Servers keep such keys, and show them in events: of a card that was typed one could be told by trial, as the
 * page chooses the attempt's name and knows the rest. The salt is what forbids it.
 */
async function idempotencyKey(of: string): Promise<string | undefined> {
  // On a page without HTTPS, where test keys alone work, browsers have no such thing.
  if (!crypto.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(of));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encode(params: JsonObject): URLSearchParams | undefined {
  try {
    return formBody(params);
  } catch {
    return undefined;
  }
}
