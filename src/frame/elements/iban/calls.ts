import type { CallMethod, JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { confirm, confirmationTokenRequest, methodData } from '../../api/intent-requests.js';
import type { Request } from '../card/requests.js';
import { bankTokenRequest, MANDATE, sepaDebitMethod, sepaDebitRequest } from './requests.js';

type Make = (
  iban: string,
  params: JsonObject,
  send: (request: Request) => Promise<Answer>,
) => Promise<Answer>;

/** What an IBAN's frame sends to the API for its page. */
export const IBAN_CALLS: Partial<Record<CallMethod, Make>> = {
  createToken: (iban, params, send) => send(bankTokenRequest(iban, params)),
  createPaymentMethod: (iban, params, send) => send(sepaDebitRequest(iban, params)),
  createConfirmationToken: (iban, params, send) =>
    send(confirmationTokenRequest(params, sepaDebitMethod(iban, methodData(params)))),
  confirm: (iban, params, send) => {
    const payment_method_data = sepaDebitMethod(iban, methodData(params));
    return confirm({ mandate_data: MANDATE, ...params }, { payment_method_data }, send);
  },
};
