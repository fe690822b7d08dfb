import { type CallMessage, type CallMethod, isRecord, type JsonObject } from '../../wire/index.js';
import { type Answer, notHere } from '../api/answer.js';
import { confirm, methodData } from '../api/intent-requests.js';
import { withoutDialog } from '../api/isolated-page.js';
import type { Request, Send } from '../api/sender.js';
import { tokenMethod } from '../elements/card/requests.js';

type Deliver = (request: Request) => Promise<Answer>;

/** Answers the calls of a page that have no Element. */
export function createAgentCalls(send: Send, retrieve: (clientSecret: unknown) => Promise<Answer>) {
  const calls: Partial<Record<CallMethod, (params: JsonObject, deliver: Deliver) => Promise<Answer>>> = {
    createPaymentMethod: (params, deliver) =>
      deliver({ path: '/v1/payment_methods', params: tokenMethod(params) }),
    confirm: (params, deliver) => confirm(params, tokenOf(params), deliver),
    async retrieve({ client_secret, isolated }) {
      const answer = await retrieve(client_secret);
      return isolated ? withoutDialog(answer) : answer;
    },
  };

  return async ({ method, params, agent }: CallMessage): Promise<Answer> =>
    calls[method]?.(params, (request) => send(request, agent)) ?? notHere();
}

const tokenOf = (params: JsonObject): JsonObject =>
  isRecord(params.payment_method) ? { payment_method_data: tokenMethod(methodData(params)) } : {};
