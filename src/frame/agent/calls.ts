import {
  type CallMessage,
  type CallMethod,
  type IntentObject,
  isRecord,
  type JsonObject,
} from '../../wire/index.js';
import { type Answer, notHere } from '../api/answer.js';
import { confirm, methodData } from '../api/intent-requests.js';
import { withNextStep } from '../api/next-step.js';
import type { Request, Send } from '../api/sender.js';
import { tokenMethod } from '../elements/card/requests.js';

type Deliver = (request: Request) => Promise<Answer>;

/** Answers the calls of a page that have no Element. */
export function createAgentCalls(send: Send, retrieve: (clientSecret: unknown) => Promise<Answer>) {
  const calls: Partial<Record<CallMethod, (params: JsonObject, deliver: Deliver) => Promise<Answer>>> = {
    createPaymentMethod: (params, deliver) =>
      deliver({ path: '/v1/payment_methods', params: tokenMethod(params) }),
    confirm: (params, deliver) => confirm(params, tokenOf(params), deliver),
    async retrieve(params) {
      const answer = await retrieve(params.client_secret);
      if (!params.acts) return answer;
      if ('value' in answer && answer.value.status !== 'requires_action') return nothingToDo(answer.value);
      return withNextStep(answer, params);
    },
  };

  return async ({ method, params, agent }: CallMessage): Promise<Answer> =>
    calls[method]?.(params, (request) => send(request, agent)) ?? notHere();
}

const tokenOf = (params: JsonObject): JsonObject =>
  isRecord(params.payment_method) ? { payment_method_data: tokenMethod(methodData(params)) } : {};

/** Returns the error of a call that takes up the action of an intent, for one that asks for none. */
const nothingToDo = (intent: JsonObject): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: `${intent.object as IntentObject}_unexpected_state`,
    message: 'The intent does not require an action.',
    [`${intent.object}`]: intent,
  },
});
