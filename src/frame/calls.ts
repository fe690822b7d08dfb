import type { CallMessage, WireError } from '../wire/index.js';
import type { Answer } from './api.js';
import { cardData } from './card-data.js';
import type { CardField, FieldName } from './card-field.js';
import { fieldError } from './messages.js';
import { paymentMethodRequest, tokenRequest } from './requests.js';
import { scrub } from './scrub.js';
import type { Send } from './sender.js';

/** The Elements that hold the fields which a card cannot do without. */
const REQUIRED: Partial<Record<FieldName, string>> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
};

/**
 * What a card's frame does for its page: collects what is in the fields, sends it to the API, and returns the answer
 * without card data. Always settles.
 */
export const createCalls =
  (fields: () => CardField[], send: Send) =>
  async ({ method, params, agent }: CallMessage): Promise<Answer> => {
    const error = missingField(fields()) ?? firstError(fields());
    if (error) return { error };
    if (method === 'validate') return { value: {} };
    const card = cardData(fields());
    const request =
      method === 'createToken' ? tokenRequest(card, params) : paymentMethodRequest(card, params);
    return scrub(await send(request, agent), card);
  };

function missingField(fields: CardField[]): WireError | undefined {
  const missing = Object.entries(REQUIRED).find(([name]) => !fields.some((field) => field.name === name));
  return (
    missing && {
      type: 'invalid_request_error',
      code: 'missing_element',
      param: missing[1],
      message: `The group has no mounted ${missing[1]} Element. Create it in the same group, and mount it.`,
    }
  );
}

/** Shows all that is wrong, and returns the first of it. */
function firstError(fields: CardField[]): WireError | undefined {
  for (const field of fields) field.reveal();
  const code = fields.map((field) => field.error()).find(Boolean);
  return code && fieldError(code);
}
