import { Decimal as DecimalType } from 'decimal.js';

/**
 * Decimal numbers with room for every product of a unit amount, a quantity and a number of seconds, so that only the result
 * is rounded.
 */
export const Decimal: typeof DecimalType = DecimalType.clone({ precision: 80, toExpNeg: -40, toExpPos: 60 });
export type Decimal = DecimalType;

/** Rounds to the currency's smallest unit. A half goes away from zero, so that a change and its undoing cancel out. */
export function rounded(exact: Decimal): number {
  const whole = exact.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  // There is no credit of minus nothing.
  return whole === 0 ? 0 : whole;
}
