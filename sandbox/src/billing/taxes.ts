import { Decimal, rounded } from './decimal.js';

/** A rate of tax, as far as amounts need it. */
export interface Rate {
  inclusive: boolean;
  /** In percent, with at most four digits after the point. */
  percentage: number;
}

/** What one rate takes of a line. */
export interface Tax {
  /** In the currency's smallest unit. An inclusive tax is a part of the line's amount; any other is added to it. */
  amount: number;
  /** The amount that the rate is for: without the inclusive taxes. */
  taxable: number;
}

/** Returns the tax of each rate on a line, after discounts. Each is rounded separately. */
export function taxesOn(amount: number, rates: readonly Rate[]): Tax[] {
  const included = rates.filter(({ inclusive }) => inclusive);
  const divisor = included.reduce((sum, { percentage }) => sum.plus(percentage), new Decimal(100));
  const inclusive = (percentage: number) => rounded(new Decimal(amount).times(percentage).dividedBy(divisor));
  const taxable = amount - included.reduce((sum, { percentage }) => sum + inclusive(percentage), 0);
  return rates.map(({ inclusive: isIncluded, percentage }) => ({
    amount: isIncluded
      ? inclusive(percentage)
      : rounded(new Decimal(taxable).times(percentage).dividedBy(100)),
    taxable,
  }));
}
