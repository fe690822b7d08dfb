import { isRecord, type JsonObject } from '../../../wire/index.js';
import type { Request } from '../../api/sender.js';
import type { CardData } from './card-data.js';

// In each request the typed data come last, so that no parameter of the page's replaces them.
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

export const cvcTokenRequest = (cvc: string): Request => ({
  path: '/v1/tokens',
  params: { cvc_update: { cvc } },
});

export const paymentMethodRequest = (card: CardData, data: JsonObject): Request => ({
  path: '/v1/payment_methods',
  params: cardMethod(card, data),
});

/** Returns the data of a PaymentMethod for a card, together with the page's own data. */
export function cardMethod(card: CardData, data: JsonObject): JsonObject {
  const details = isRecord(data.billing_details) ? data.billing_details : {};
  const address = isRecord(details.address) ? details.address : {};
  const postalCode = card.postalCode && { postal_code: card.postalCode };
  const billing_details = { ...details, address: { ...postalCode, ...address } } as JsonObject;
  return { ...data, billing_details, type: 'card', card: cardFields(card) };
}
