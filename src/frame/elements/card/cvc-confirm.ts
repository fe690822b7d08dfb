import { isLost, type JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { confirm, recordOf } from '../../api/intent-requests.js';
import type { Request } from '../../api/sender.js';
import { cvcTokenRequest } from './requests.js';

type Deliver = (request: Request) => Promise<Answer>;

/**
 * Creates a function that confirms with a saved PaymentMethod and the security code in the field: it makes a
 * token of the code, then confirms. It keeps the token until the confirm is answered, so that a repeated call
 * is the same request.
 */
export function createCvcConfirm(): (cvc: string, params: JsonObject, send: Deliver) => Promise<Answer> {
  let kept: { of: string; id: string } | undefined;

  return async (cvc, params, send) => {
    const of = `${params.client_secret} ${params.attempt} ${cvc}`;
    if (kept?.of !== of) {
      const token = await send(cvcTokenRequest(cvc));
      if ('error' in token) return token;
      kept = { of, id: `${token.value.id}` };
    }
    const answer = await confirm(params, withToken(params, kept.id), send);
    if (!('error' in answer && isLost(answer.error))) kept = undefined;
    return answer;
  };
}

function withToken({ payment_method_options }: JsonObject, cvc_token: string): JsonObject {
  const options = recordOf(payment_method_options);
  return { payment_method_options: { ...options, card: { ...recordOf(options.card), cvc_token } } };
}
