import type { JsonObject } from '../../wire/index.js';
import type { ElementCalls } from './element-calls.js';
import { confirm, confirmationTokenRequest, methodData } from './intent-requests.js';

/** Mandate data. The account's holder accepts the mandate by paying on the page that shows it. */
export const MANDATE: JsonObject = {
  customer_acceptance: { type: 'online', online: { infer_from_client: true } },
};

/**
 * Returns the calls that every debit of a bank account answers.
 *
 * @param method Returns the data of the payment method, from what was typed and from the page's data.
 */
export const debitCalls = <Typed>(
  method: (typed: Typed, data: JsonObject) => JsonObject,
): ElementCalls<Typed> => ({
  createPaymentMethod: (typed, params, send) =>
    send({ path: '/v1/payment_methods', params: method(typed, params) }),
  createConfirmationToken: (typed, params, send) =>
    send(confirmationTokenRequest(params, method(typed, methodData(params)))),
  confirm: (typed, params, send) =>
    confirm(
      { mandate_data: MANDATE, ...params },
      { payment_method_data: method(typed, methodData(params)) },
      send,
    ),
});
