import {
  type CallMessage,
  type CallMethod,
  type IntentObject,
  isRecord,
  type JsonObject,
} from '../../wire/index.js';
import { type Answer, notHere } from '../api/answer.js';
import { awaitPayer } from '../api/await-payer.js';
import { confirm, intentPath, methodData, NO_INTENT } from '../api/intent-requests.js';
import { withNextStep } from '../api/next-step.js';
import type { Request, Send } from '../api/sender.js';
import { ownData } from './own-data.js';
import { createOwnToken } from './own-token.js';

type Deliver = (request: Request) => Promise<Answer>;

/** Answers the calls of a page that have no Element. */
export function createAgentCalls(send: Send, retrieve: (clientSecret: unknown) => Promise<Answer>) {
  const calls: Partial<Record<CallMethod, (params: JsonObject, deliver: Deliver) => Promise<Answer>>> = {
    createToken: createOwnToken,
    async createPaymentMethod(params, deliver) {
      const made = ownData(params);
      return 'error' in made ? made : deliver({ path: '/v1/payment_methods', params: made.data });
    },
    async confirm(params, deliver) {
      const made = isRecord(params.payment_method) ? ownData(methodData(params)) : undefined;
      if (made && 'error' in made) return made;
      const read = () => retrieve(params.client_secret);
      return confirm(params, made ? { payment_method_data: made.data } : {}, deliver, (answer) =>
        awaitPayer(answer, read),
      );
    },
    async retrieve(params) {
      const read = () => retrieve(params.client_secret);
      const answer = await read();
      if (!params.acts) return answer;
      if ('value' in answer && answer.value.status !== 'requires_action') return nothingToDo(answer.value);
      return withNextStep(await awaitPayer(answer, read), params);
    },
    async verifyMicrodeposits({ client_secret = null, amounts = null, descriptor_code = null }, deliver) {
      const path = intentPath(client_secret);
      if (!path) return NO_INTENT;
      return deliver({
        path: `${path}/verify_microdeposits`,
        params: { client_secret, amounts, descriptor_code },
      });
    },
  };

  return async ({ method, params, agent }: CallMessage): Promise<Answer> =>
    calls[method]?.(params, (request) => send(request, agent)) ?? notHere();
}

/** Returns the error of a call that takes up the action of an intent, for one that asks for none. */
const nothingToDo = (intent: JsonObject): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: `${intent.object as IntentObject}_unexpected_state`,
    message: 'The intent does not require an action.',
    [`${intent.object}`]: intent,
  },
});
