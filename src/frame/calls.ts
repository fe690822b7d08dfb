import type { CallMessage } from '../wire/index.js';
import type { Answer } from './api.js';
import type { CardForm } from './card-form.js';
import { paymentMethodRequest, tokenRequest } from './requests.js';
import { scrub } from './scrub.js';
import type { Send } from './sender.js';

/**
 * What the card's frame does for its page: collects what is in the fields, sends it to the API, and returns the answer
 * without card data. Always settles.
 */
export const createCalls =
  (form: CardForm, send: Send) =>
  async ({ method, params, agent }: CallMessage): Promise<Answer> => {
    const error = form.validate();
    if (error) return { error };
    if (method === 'validate') return { value: {} };
    const card = form.values();
    const request =
      method === 'createToken' ? tokenRequest(card, params) : paymentMethodRequest(card, params);
    return scrub(await send(request, agent), card);
  };
