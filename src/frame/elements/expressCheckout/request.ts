import { isRecord, type Json, type JsonObject } from '../../../wire/index.js';

/** What a wallet is asked for besides the money. */
export interface WalletRequest {
  business: string;
  lineItems: LineItem[];
  shippingRates: ShippingRate[];
  wantsEmail: boolean;
  wantsPhone: boolean;
  wantsBilling: boolean;
  wantsShipping: boolean;
  /** Countries to ship to, ISO 3166-1 alpha-2; nothing where it is to all. */
  countries: string[] | undefined;
}

export type LineItem = { name: string; amount: number };

export type ShippingRate = { id: string; amount: number; displayName: string; deliveryEstimate?: Json };

/** Reads a request from the Element's options, with what the page has answered since over them. */
export const readRequest = (options: JsonObject): WalletRequest => ({
  business: isRecord(options.business) ? `${options.business.name ?? ''}` : '',
  lineItems: listOf(options.lineItems).filter(isLineItem),
  shippingRates: listOf(options.shippingRates).filter(isShippingRate),
  wantsEmail: options.emailRequired === true,
  wantsPhone: options.phoneNumberRequired === true,
  wantsBilling: options.billingAddressRequired !== false,
  wantsShipping: options.shippingAddressRequired === true,
  countries: Array.isArray(options.allowedShippingCountries)
    ? options.allowedShippingCountries.map((code) => `${code}`.toUpperCase())
    : undefined,
});

/** Returns what is wrong with the options of a request, for the page's developer. */
export function problemOf(
  { lineItems: items, shippingRates: rates, paymentRequest }: JsonObject,
  amount: number,
): string | undefined {
  const wrongItem = listOf(items).findIndex((item) => !isLineItem(item));
  if (wrongItem >= 0) return `lineItems[${wrongItem}]: takes { name: string, amount: integer }.`;
  const wrongRate = listOf(rates).findIndex((rate) => !isShippingRate(rate));
  if (wrongRate >= 0)
    return `shippingRates[${wrongRate}]: takes { id: string, displayName: string, amount: integer }.`;
  const sum = (listOf(items) as LineItem[]).reduce((total, item) => total + item.amount, 0);
  // The items of a payment request may cost more than its total.
  if (sum > amount && !paymentRequest)
    return `lineItems: their sum is ${sum}, and the amount of the group only ${amount}. Call elements.update({ amount }) before resolve().`;
  return undefined;
}

const listOf = (given: Json | undefined): Json[] => (Array.isArray(given) ? given : []);

const isLineItem = (given: Json): given is LineItem =>
  isRecord(given) && typeof given.name === 'string' && Number.isInteger(given.amount);

const isShippingRate = (given: Json): given is ShippingRate =>
  isRecord(given) &&
  typeof given.id === 'string' &&
  typeof given.displayName === 'string' &&
  Number.isInteger(given.amount);
