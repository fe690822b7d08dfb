import { isRecord, type JsonObject } from '../wire/index.js';
import type { CardData } from './card-data.js';

/** One POST of the API: where, and with what. */
export interface Request {
  path: '/v1/tokens' | '/v1/payment_methods';
  params: JsonObject;
}

// What was typed comes last in each, so that no parameter of the page's takes its place.
const cardFields = ({ number, exp_month, exp_year, cvc, network }: CardData) => ({
  number,
  exp_month,
  exp_year,
  cvc,
  ...(network && { networks: { preferred: network } }),
});

export function tokenRequest(card: CardData, data: JsonObject): Request {
  const postalCode = card.postalCode && { address_zip: card.postalCode };
  return { path: '/v1/tokens', params: { card: { ...postalCode, ...data, ...cardFields(card) } } };
}

export function paymentMethodRequest(card: CardData, data: JsonObject): Request {
  const details = isRecord(data.billing_details) ? data.billing_details : {};
  const address = isRecord(details.address) ? details.address : {};
  const postalCode = card.postalCode && { postal_code: card.postalCode };
  const billing_details = { ...details, address: { ...postalCode, ...address } } as JsonObject;
  return {
    path: '/v1/payment_methods',
    params: { ...data, billing_details, type: 'card', card: cardFields(card) },
  };
}

/** A PaymentMethod of a token that was made before: the one request that needs no card. */
export function tokenPaymentMethodRequest({ card, ...data }: JsonObject): Request {
  const token = isRecord(card) ? card.token : undefined;
  return { path: '/v1/payment_methods', params: { ...data, type: 'card', card: { token: `${token}` } } };
}
