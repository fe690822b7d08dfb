import type { JsonObject } from '../wire/index.js';
import { type Answer, type ApiAccess, post } from './api.js';
import { formBody } from './form-body.js';
import type { Request } from './requests.js';

export type Send = (request: Request, agent: string) => Promise<Answer>;

const UNUSABLE: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'parameter_invalid',
    message:
      'The parameters of this call cannot be sent: they are nested too deeply, or a name holds brackets.',
  },
};

/** Sends requests. The same one while it is in flight is the same intent of the person's, and is sent once. */
export function createSender(access: ApiAccess): Send {
  const inFlight = new Map<string, Promise<Answer>>();

  return async ({ path, params }, agent) => {
    const body = encode({ ...params, payment_user_agent: agent });
    if (!body) return UNUSABLE;
    const intent = `${path}?${body}`;
    const answer = inFlight.get(intent) ?? post(path, body, access).finally(() => inFlight.delete(intent));
    inFlight.set(intent, answer);
    return answer;
  };
}

function encode(params: JsonObject): URLSearchParams | undefined {
  try {
    return formBody(params);
  } catch {
    return undefined;
  }
}
