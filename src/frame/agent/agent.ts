import { type CallMethod, isRecord, type JsonObject, PROTOCOL } from '../../wire/index.js';
import { type Answer, notHere } from '../api/answer.js';
import { confirm, methodData, retrieveIntent } from '../api/intent-requests.js';
import { createSender } from '../api/sender.js';
import { type Request, tokenMethod } from '../elements/card/requests.js';
import { servePage } from '../runtime/serve-page.js';

/** The frame that no one sees: it speaks with the API for a page's call that has no Element. */
servePage((init, tell) => {
  // Another frame makes the next call: an attempt has to have the same idempotency key there, and nothing is typed here.
  const send = createSender(init, '');

  const calls: Partial<Record<CallMethod, (params: JsonObject, deliver: Deliver) => Promise<Answer>>> = {
    createPaymentMethod: (params, deliver) =>
      deliver({ path: '/v1/payment_methods', params: tokenMethod(params) }),
    confirm: (params, deliver) => confirm(params, tokenOf(params), deliver),
    retrieve: (params) => retrieveIntent(params.client_secret, init),
  };

  tell({ type: 'ready', protocol: PROTOCOL, height: 0 });
  return {
    call: async ({ method, params, agent }) =>
      calls[method]?.(params, (request) => send(request, agent)) ?? notHere(),
  };
});

type Deliver = (request: Request) => Promise<Answer>;

const tokenOf = (params: JsonObject): JsonObject =>
  isRecord(params.payment_method) ? { payment_method_data: tokenMethod(methodData(params)) } : {};
