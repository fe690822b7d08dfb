import type { CallMessage } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import { confirm, confirmationTokenRequest, methodData } from '../../api/intent-requests.js';
import { createSender, type Send } from '../../api/sender.js';
import type { Typed } from '../../input/field.js';
import { type CardData, cardData } from './card-data.js';
import { createCvcConfirm } from './cvc-confirm.js';
import { cardMethod, cvcTokenRequest, paymentMethodRequest, tokenRequest } from './requests.js';

/**
 * Creates the calls of a card, for one page. They send the typed data to the API, and return its answer
 * without card data.
 */
export function createCalls(access: ApiAccess, send: Send = createSender(access)) {
  const confirmWithCvc = createCvcConfirm();

  const calls: ElementCalls<CardData> = {
    createToken: (card, params, deliver) => deliver(tokenRequest(card, params)),
    createCvcToken: (card, _, deliver) => deliver(cvcTokenRequest(card.cvc)),
    createPaymentMethod: (card, params, deliver) => deliver(paymentMethodRequest(card, params)),
    createConfirmationToken: (card, params, deliver) =>
      deliver(confirmationTokenRequest(params, cardMethod(card, methodData(params)))),
    confirm: (card, params, deliver) =>
      confirm(params, { payment_method_data: cardMethod(card, methodData(params)) }, deliver),
    confirmWithCvc: (card, params, deliver) => confirmWithCvc(card.cvc, params, deliver),
  };

  return (message: CallMessage, typed: Typed, network?: string): Promise<Answer> => {
    const card = cardData(typed, network);
    return answerCall(calls, message, card, card.number, send);
  };
}
