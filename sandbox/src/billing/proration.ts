import { exactAmountOf, type Terms } from './amount.js';
import { Decimal, rounded } from './decimal.js';
import type { Period } from './periods.js';

/** What is paid for in a period: a price, and how many of it. */
export interface Charged {
  terms: Terms;
  quantity: number;
}

/** Returns the part of an amount for the time from `from` to the end of a period, by the second. It is rounded once. */
export function prorated(amount: Decimal | number, { start, end }: Period, from: number): number {
  return rounded(new Decimal(amount).times(end - from).dividedBy(end - start));
}

/** Returns what the rest of a period costs. It is multiplied first and rounded last. */
export const remaining = ({ terms, quantity }: Charged, period: Period, from: number): number =>
  prorated(exactAmountOf(terms, quantity), period, from);
