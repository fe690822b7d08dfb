import { notHere } from '../../frame/api/answer.js';
import { confirm, methodData } from '../../frame/api/intent-requests.js';
import { tokenMethod } from '../../frame/elements/card/requests.js';
import { isRecord, type JsonObject } from '../../wire/index.js';
import type { Service, StandInContext } from './stand-in.js';

const tokenOf = (params: JsonObject): JsonObject =>
  isRecord(params.payment_method) ? { payment_method_data: tokenMethod(methodData(params)) } : {};

/** Answers a page's call that has no Element. */
export const createAgent = ({ api }: StandInContext): Service => ({
  applyOptions() {},
  start() {},
  focus() {},
  clear() {},
  close() {},
  async call({ method, params }) {
    if (method === 'confirm') return confirm(params, tokenOf(params), api.send);
    if (method === 'retrieve') return api.retrieve(params.client_secret);
    if (method === 'createPaymentMethod')
      return api.send({ path: '/v1/payment_methods', params: tokenMethod(params) });
    return notHere();
  },
});
