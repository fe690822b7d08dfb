import type { CallMessage, WireError } from '../wire/index.js';
import type { Answer } from './api.js';
import { cardData } from './card-data.js';
import type { CardField } from './card-field.js';
import { fieldError } from './messages.js';
import { paymentMethodRequest, tokenRequest } from './requests.js';
import { scrub } from './scrub.js';
import type { Send } from './sender.js';

/**
 * What a card's frame does for its page: collects what is in the fields, sends it to the API, and returns the answer
 * without card data. Always settles.
 */
export const createCalls =
  (fields: () => CardField[], send: Send, network?: () => string | undefined) =>
  async ({ method, params, agent }: CallMessage): Promise<Answer> => {
    const error = firstError(fields());
    if (error) return { error };
    if (method === 'validate') return { value: {} };
    const card = cardData(fields(), network?.());
    const request =
      method === 'createToken' ? tokenRequest(card, params) : paymentMethodRequest(card, params);
    return scrub(await send(request, agent), card);
  };

/** Shows all that is wrong, and returns the first of it. */
function firstError(fields: CardField[]): WireError | undefined {
  for (const field of fields) field.reveal();
  const code = fields.map((field) => field.error()).find(Boolean);
  return code && fieldError(code);
}
