import type { CallMessage } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import { confirm, confirmationTokenRequest, methodData } from '../../api/intent-requests.js';
import { createSender, type Send } from '../../api/sender.js';
import { bankTokenRequest, MANDATE, sepaDebitMethod, sepaDebitRequest } from './requests.js';

const CALLS: ElementCalls<string> = {
  createToken: (iban, params, send) => send(bankTokenRequest(iban, params)),
  createPaymentMethod: (iban, params, send) => send(sepaDebitRequest(iban, params)),
  createConfirmationToken: (iban, params, send) =>
    send(confirmationTokenRequest(params, sepaDebitMethod(iban, methodData(params)))),
  confirm: (iban, params, send) => {
    const payment_method_data = sepaDebitMethod(iban, methodData(params));
    return confirm({ mandate_data: MANDATE, ...params }, { payment_method_data }, send);
  },
};

/**
 * Creates the calls of an IBAN, for one page. They send the typed IBAN to the API, and return the answer
 * without it.
 */
export const createCalls =
  (access: ApiAccess, send: Send = createSender(access)) =>
  (message: CallMessage, iban: string): Promise<Answer> =>
    answerCall(CALLS, message, iban, iban, send);
