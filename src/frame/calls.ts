import { type CallMethod, isRecord, type JsonObject } from '../wire/index.js';
import { type Answer, type ApiAccess, post } from './api.js';
import type { CardForm, CardValues } from './card-form.js';
import { formBody } from './form-body.js';
import { scrub } from './scrub.js';

export interface Call {
  method: CallMethod;
  params: JsonObject;
  agent: string;
}

/**
 * What a frame does for its page: collects what is in the fields, sends it to the API, and returns the answer without
 * card data. The same request while one is in flight is the same intent, and is sent once.
 */
export function createCalls(form: CardForm, access: ApiAccess): (call: Call) => Promise<Answer> {
  const inFlight = new Map<string, Promise<Answer>>();

  return async ({ method, params, agent }) => {
    const error = form.validate();
    if (error) return { error };
    if (method === 'validate') return { value: {} };
    const card = form.values();
    const [path, body] =
      method === 'createToken' ? tokenRequest(card, params) : paymentMethodRequest(card, params);
    const encoded = formBody({ ...body, payment_user_agent: agent });
    const intent = `${path}?${encoded}`;
    const answer = inFlight.get(intent) ?? post(path, encoded, access).finally(() => inFlight.delete(intent));
    inFlight.set(intent, answer);
    return scrub(await answer, card);
  };
}

// What was typed comes last, so that no parameter of the page's takes its place.
const cardFields = ({ number, exp_month, exp_year, cvc }: CardValues) => ({
  number,
  exp_month,
  exp_year,
  cvc,
});

function tokenRequest(card: CardValues, data: JsonObject): [string, JsonObject] {
  const postalCode = card.postalCode && { address_zip: card.postalCode };
  return ['/v1/tokens', { card: { ...postalCode, ...data, ...cardFields(card) } }];
}

function paymentMethodRequest(card: CardValues, data: JsonObject): [string, JsonObject] {
  const details = isRecord(data.billing_details) ? data.billing_details : {};
  const address = isRecord(details.address) ? details.address : {};
  const postalCode = card.postalCode && { postal_code: card.postalCode };
  const billing_details = { ...details, address: { ...postalCode, ...address } } as JsonObject;
  return ['/v1/payment_methods', { ...data, billing_details, type: 'card', card: cardFields(card) }];
}
