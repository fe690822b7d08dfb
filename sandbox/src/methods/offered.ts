import { money } from '../kernel/money.js';
import { countriesOf, type Method } from './method.js';
import { methods } from './registry.js';

/** A payment or a set-up whose methods are chosen. */
export interface Occasion {
  /** Types that the shop allows; `null` for all. */
  allowed: readonly string[] | null;
  /** Types that the shop does not want. */
  excluded: readonly string[] | null;
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
 * Returns the methods that an occasion can have, in the order in which they are offered: the default type, then the
 * methods of the payer's country, then the others, each in the order of the registry. Names of types that the platform
 * does not have are no error, because a list may be written for several platforms.
 */
export function offeredMethods(occasion: Occasion): Method[] {
  const offered = methods.all.filter((method) => obstacleOf(method, occasion) === undefined);
  return offered.sort((one, other) => rankOf(one, occasion) - rankOf(other, occasion));
}

/** Returns the reason for each type that an occasion can't have, as the end of an error's message. */
export const obstaclesOf = (occasion: Occasion): string =>
  methods.all
    .flatMap((method) => {
      const obstacle = obstacleOf(method, occasion);
      return obstacle ? [`${method.type} ${obstacle}`] : [];
    })
    .join('; ');

function rankOf(method: Method, { country }: Occasion): number {
  if (method.type === methods.defaultType) return 0;
  return country !== null && countriesOf(method)?.includes(country) ? 1 : 2;
}

function obstacleOf(method: Method, occasion: Occasion): string | undefined {
  const { type, currencies, capturesLater, savedAs } = method;
  const { allowed, excluded, currency } = occasion;
  if (allowed?.includes(type) === false) return 'is not among the allowed types';
  if (excluded?.includes(type)) return 'is excluded';
  if (currency !== null && currencies !== 'all' && !currencies.includes(currency)) {
    return `cannot pay in ${currency}`;
  }
  if (occasion.capturesLater && !capturesLater) return 'cannot be captured later';
  if (occasion.keeps(type) && savedAs === null) return 'cannot be saved for later payments';
  return boundOf(method, occasion);
}

function boundOf({ amounts }: Method, { amount, currency }: Occasion): string | undefined {
  const bounds = amounts[currency ?? ''];
  if (!bounds || amount === null || currency === null) return undefined;
  const { minimum = amount, maximum = amount } = bounds;
  if (amount < minimum) return `pays at least ${money(minimum, currency)}`;
  return amount > maximum ? `pays at most ${money(maximum, currency)}` : undefined;
}
