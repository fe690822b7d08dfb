import { exponentOf } from '../../../src/contract/money.js';
import { invalidRequest } from '../kernel/errors.js';

/**
 * Returns an amount that a person has typed as the API takes it: `1250` for `12.50` euros.
 *
 * @throws ApiError 400 for what is no amount.
 */
export function smallestUnits(typed: string, currency: string): string {
  const decimals = exponentOf(currency);
  const [, whole = '', part = ''] = /^(\d{1,8})(?:[.,](\d{1,3}))?$/.exec(typed) ?? [];
  if (whole && part.length <= decimals) return String(Number(`${whole}${part.padEnd(decimals, '0')}`));
  throw invalidRequest(`The amount has to be a number with at most ${decimals} decimals, such as 12.`, {
    param: 'amount',
  });
}

/** Returns an amount as a form shows it: `12.50` for 1250 euro cents. */
export const typedAmount = (amount: number, currency: string): string => {
  const decimals = exponentOf(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
};
