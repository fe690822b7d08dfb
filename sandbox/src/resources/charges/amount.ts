import { exponentOf, money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';

/** Smallest payments, in a currency's main unit. A currency that is not listed has no minimum. */
const MINIMA: Record<string, number> = {
  aed: 2,
  aud: 0.5,
  bgn: 1,
  brl: 0.5,
  cad: 0.5,
  chf: 0.5,
  czk: 15,
  dkk: 2.5,
  eur: 0.5,
  gbp: 0.3,
  hkd: 4,
  huf: 175,
  inr: 0.5,
  jpy: 50,
  mxn: 10,
  myr: 2,
  nok: 3,
  nzd: 0.5,
  pln: 2,
  ron: 2,
  sek: 3,
  sgd: 0.5,
  thb: 10,
  usd: 0.5,
};

const MAXIMUM = 99_999_999;

/** Returns the smallest payment in a currency, in its smallest unit. */
export const minimumIn = (currency: string): number =>
  Math.max(1, Math.round((MINIMA[currency] ?? 0) * 10 ** exponentOf(currency)));

/** @throws ApiError 400 `amount_too_small` or `amount_too_large` at `param` */
export function checkAmount(amount: number, currency: string, param = 'amount'): void {
  const minimum = minimumIn(currency);
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${money(minimum, currency)}.`, {
      code: 'amount_too_small',
      param,
    });
  }
  if (amount > MAXIMUM) {
    throw invalidRequest(`Amount must be no more than ${money(MAXIMUM, currency)}.`, {
      code: 'amount_too_large',
      param,
    });
  }
}
