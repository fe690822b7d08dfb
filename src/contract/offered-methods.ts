import type { MethodFlow, SessionMethod } from './elements-session.js';
import { money } from './money.js';

/** Limits of a payment, inclusive, in the currency's smallest unit. */
export interface AmountBounds {
  minimum?: number;
  maximum?: number;
}

/** The part of a type of payment method that decides where it is offered. */
export interface MethodFacts {
  type: string;
  /** Its name as the brand writes it: `iDEAL`. */
  name: string;
  /** How its holder agrees to a payment. */
  flow: MethodFlow;
  /** Currencies that it can pay in, by their codes of ISO 4217 in lower case. */
  currencies: 'all' | readonly string[];
  /**
   * Countries of its holders, by their codes of ISO 3166-1 alpha-2. Where they depend on the currency: those of
   * each currency.
   */
  countries: 'all' | readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** Limits of a payment by currency, beside those of the platform. */
  amounts: Readonly<Partial<Record<string, AmountBounds>>>;
  /** Paths of the billing details that a new one must have. */
  required: readonly string[];
  /** Whether the money can be reserved first, and taken later. */
  capturesLater: boolean;
  /**
   * How its holder can be charged again without being asked: by the same payment method, by another one of this
   * type, which a payment or a set-up creates, or not at all.
   */
  savedAs: 'itself' | (string & {}) | null;
}

/** A payment or a set-up whose methods are chosen. */
export interface Occasion {
  /** Types that the shop allows; `null` for all. */
  allowed: readonly string[] | null;
  /** Types that the shop does not want. */
  excluded: readonly string[] | null;
  /** Types that the account has switched on; `null` where that does not count. */
  switchedOn: readonly string[] | null;
  /** Whether the customer can be sent to another page. */
  redirects: boolean;
  /** ISO 4217, in lower case; `null` where it is not known, as for a set-up. */
  currency: string | null;
  /** In the currency's smallest unit; `null` for a set-up. */
  amount: number | null;
  /** Whether the money is taken later, in a second step. */
  capturesLater: boolean;
  /** Tells whether a payment method of the type is kept for later payments. */
  keeps(type: string): boolean;
  /** Country of the payer, ISO 3166-1 alpha-2, as far as it is known. */
  country: string | null;
}

/**
 * Returns the methods that an occasion can have, in the order in which they are offered: the first one, then the methods
 * of the payer's country, then the others, each in the given order. Names of types that do not exist are no error,
 * because a list may be written for several platforms.
 */
export function offeredOf<M extends MethodFacts>(all: readonly M[], occasion: Occasion): M[] {
  const rankOf = (method: M) => {
    if (method === all[0]) return 0;
    return occasion.country !== null && countriesOf(method)?.includes(occasion.country) ? 1 : 2;
  };
  return all
    .filter((method) => obstacleOf(method, occasion) === undefined)
    .sort((one, other) => rankOf(one) - rankOf(other));
}

/** Returns the reason why an occasion can't have a method, as the end of a sentence that begins with its type. */
export function obstacleOf(method: MethodFacts, occasion: Occasion): string | undefined {
  const { type, flow, currencies, capturesLater, savedAs } = method;
  const { allowed, excluded, currency } = occasion;
  if (allowed?.includes(type) === false) return 'cannot be used, by allowed_payment_method_types';
  if (excluded?.includes(type)) return 'cannot be used, by excluded_payment_method_types';
  if (occasion.switchedOn?.includes(type) === false) return 'cannot be used, by the account’s configuration';
  if (currency !== null && currencies !== 'all' && !currencies.includes(currency)) {
    return `cannot pay in ${currency}`;
  }
  if (flow === 'redirect' && !occasion.redirects) return 'cannot be used without a redirect';
  if (occasion.capturesLater && !capturesLater) return 'cannot be captured later';
  if (occasion.keeps(type) && savedAs === null) return 'cannot be saved for later payments';
  return boundOf(method, occasion);
}

/**
 * Returns why an occasion can't have any of the methods, as the end of an error's message: each reason once, and only for
 * the types that the shop allows.
 */
export function obstaclesOf(all: readonly MethodFacts[], occasion: Occasion): string {
  const types = new Map<string, string[]>();
  for (const method of all.filter(({ type }) => occasion.allowed?.includes(type) !== false)) {
    const obstacle = obstacleOf(method, occasion);
    if (obstacle) types.set(obstacle, [...(types.get(obstacle) ?? []), method.type]);
  }
  const reasons = [...types].map(([obstacle, those]) => `${those.join(', ')} ${obstacle}`);
  return reasons.join('; ') || 'none of the allowed types exists here';
}

/** Returns the countries of a type's holders who pay in a currency, or in any; `null` for all countries. */
export function countriesOf(
  { countries }: Pick<MethodFacts, 'countries'>,
  currency?: string,
): string[] | null {
  if (countries === 'all') return null;
  if (isList(countries)) return [...countries];
  const ofCurrency = currency === undefined ? Object.values(countries).flat() : (countries[currency] ?? []);
  return [...new Set(ofCurrency)];
}

const isList = (countries: readonly string[] | object): countries is readonly string[] =>
  Array.isArray(countries);

const isOfAddress = (path: string) => path.startsWith('address');

/** Returns a method as a Payment Element is told of it, with the options that the payment has for its type. */
export function sessionMethod(
  method: MethodFacts,
  { currency, keeps }: Occasion,
  options: Pick<SessionMethod, 'verification_method'> = {},
): SessionMethod {
  const { verification_method: way = 'automatic' } = options;
  const { type, name, flow, required } = method;
  const countries = required.some(isOfAddress) ? countriesOf(method, currency ?? undefined) : null;
  return {
    type,
    name,
    ...(flow !== 'redirect' && { flow }),
    ...(required.length > 0 && { required: [...required] }),
    ...(countries && { countries }),
    ...(keeps(type) && { saved: true }),
    ...(way !== 'automatic' && { verification_method: way }),
  };
}

function boundOf({ amounts }: MethodFacts, { amount, currency }: Occasion): string | undefined {
  const bounds = amounts[currency ?? ''];
  if (!bounds || amount === null || currency === null) return undefined;
  const { minimum = amount, maximum = amount } = bounds;
  if (amount < minimum) return `cannot pay less than ${money(minimum, currency)}`;
  return amount > maximum ? `cannot pay more than ${money(maximum, currency)}` : undefined;
}
