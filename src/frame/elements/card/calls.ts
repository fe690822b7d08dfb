import type { CallMessage, CallMethod, JsonObject } from '../../../wire/index.js';
import { type Answer, notHere } from '../../api/answer.js';
import type { ApiAccess } from '../../api/api.js';
import { confirm, confirmationTokenRequest, methodData } from '../../api/intent-requests.js';
import { scrub } from '../../api/scrub.js';
import { createSender, type Send } from '../../api/sender.js';
import type { Typed } from '../../input/field.js';
import { type CardData, cardData } from './card-data.js';
import { createCvcConfirm } from './cvc-confirm.js';
import { cardMethod, cvcTokenRequest, paymentMethodRequest, type Request, tokenRequest } from './requests.js';

type Make = (
  card: CardData,
  params: JsonObject,
  send: (request: Request) => Promise<Answer>,
) => Promise<Answer>;

/**
 * What a card's frame does for its page: sends what was typed to the API, and returns the answer without card data.
 * Always settles.
 */
export function createCalls(access: ApiAccess, send: Send = createSender(access)) {
  const confirmWithCvc = createCvcConfirm();

  const calls: Partial<Record<CallMethod, Make>> = {
    createToken: (card, params, deliver) => deliver(tokenRequest(card, params)),
    createCvcToken: (card, _, deliver) => deliver(cvcTokenRequest(card.cvc)),
    createPaymentMethod: (card, params, deliver) => deliver(paymentMethodRequest(card, params)),
    createConfirmationToken: (card, params, deliver) =>
      deliver(confirmationTokenRequest(params, cardMethod(card, methodData(params)))),
    confirm: (card, params, deliver) =>
      confirm(params, { payment_method_data: cardMethod(card, methodData(params)) }, deliver),
    confirmWithCvc: (card, params, deliver) => confirmWithCvc(card.cvc, params, deliver),
  };

  return async ({ method, params, agent }: CallMessage, typed: Typed, network?: string): Promise<Answer> => {
    const card = cardData(typed, network);
    const make = calls[method];
    return make ? scrub(await make(card, params, (request) => send(request, agent)), card.number) : notHere();
  };
}
