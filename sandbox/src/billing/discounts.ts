import { Decimal, rounded } from './decimal.js';
import { addMonths } from './periods.js';

/** What a coupon takes off: a part in percent, or an amount in the currency's smallest unit. */
export type Off = { percent_off: number } | { amount_off: number };

/** A discount, and which lines it is for: by default all of them. */
export type Discount = Off & { isFor?: readonly boolean[] | undefined };

/** A line of an invoice, as far as discounts need it. */
export interface DiscountLine {
  amount: number;
  /** Whether discounts are for it. The credit of what was really paid has them in it. */
  isDiscountable: boolean;
}

/**
 * Returns what each discount takes off each line: `[discount][line]`. A discount is for what those before it left. An amount
 * is spread over the lines in proportion, with the rest on the last, and no line goes below zero by it.
 */
export function discountsOn(lines: readonly DiscountLine[], discounts: readonly Discount[]): number[][] {
  let left = lines.map(({ amount, isDiscountable }) => (isDiscountable ? amount : 0));
  return discounts.map(({ isFor, ...off }) => {
    const taken = takenBy(
      off,
      left.map((amount, line) => (isFor?.[line] === false ? 0 : amount)),
    );
    left = left.map((amount, line) => amount - (taken[line] ?? 0));
    return taken;
  });
}

function takenBy(off: Off, amounts: readonly number[]): number[] {
  if ('amount_off' in off) return spread(off.amount_off, amounts);
  return amounts.map((amount) => rounded(new Decimal(amount).times(off.percent_off).dividedBy(100)));
}

/** Spreads an amount over the lines that are above zero, and at most what they are together. */
function spread(off: number, amounts: readonly number[]): number[] {
  const lines = amounts.map((amount) => Math.max(0, amount));
  const whole = lines.reduce((sum, amount) => sum + amount, 0);
  const total = Math.min(off, whole);
  const shares = lines.map((amount) =>
    whole === 0 ? 0 : new Decimal(amount).times(total).dividedBy(whole).floor().toNumber(),
  );
  let rest = total - shares.reduce((sum, share) => sum + share, 0);
  for (let line = lines.length - 1; line >= 0 && rest > 0; line--) {
    const more = Math.min(rest, (lines[line] ?? 0) - (shares[line] ?? 0));
    shares[line] = (shares[line] ?? 0) + more;
    rest -= more;
  }
  return shares;
}

/** How long a coupon is for. */
export interface Duration {
  duration: 'forever' | 'once' | 'repeating';
  /** Only where it is repeating. */
  duration_in_months: number | null;
}

/** Returns the end of a discount that begins at a time; `null` where it has none, or where its first invoice ends it. */
export const discountEnd = (
  { duration, duration_in_months: months }: Duration,
  start: number,
): number | null => (duration === 'repeating' && months !== null ? addMonths(start, months) : null);
