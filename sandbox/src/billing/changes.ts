import type { Terms } from './amount.js';
import type { Period } from './periods.js';
import { prorated, remaining } from './proration.js';

/** What a subscription has of one price. */
export interface Holding {
  /** The item that has it: a change of its price or its quantity keeps the item. */
  item: string;
  price: string;
  /** Name of the product. */
  name: string;
  quantity: number;
  terms: Terms;
  /** The time that is paid for. */
  period: Period;
  /** The whole period that this is a part of. */
  whole: Period;
  /** What was really charged, after discounts, where that is credited instead of the price, and the time that it was for. */
  paid?: { amount: number; period: Period } | undefined;
}

/** One side of a change: the credit for time that was paid for and isn't used, or what the same time costs now. */
export interface Proration {
  holding: Holding;
  isCredit: boolean;
  amount: number;
  description: string;
  /** From the change to the end of the time that is paid for. */
  period: Period;
}

/**
 * Returns what a change of items costs or gives back from a time on, by the second. Items that stay as they are cost nothing,
 * but the time by which their end moves.
 *
 * @param at A time in the periods of the items before.
 */
export function prorationsOf(before: readonly Holding[], after: readonly Holding[], at: number): Proration[] {
  const replaced = before.flatMap((old) => {
    const now = after.find(({ item }) => item === old.item);
    // Each item's credit comes before what it costs now.
    if (!now) return [unusedOf(old, at)];
    return isSame(old, now) ? movedEnd(old, now) : [unusedOf(old, at), remainingOf(now, at)];
  });
  const added = after.filter(({ item }) => !before.some((old) => old.item === item));
  const all = [...replaced, ...added.map((one) => remainingOf(one, at))];
  // A period that ends now has nothing left of it.
  return all.filter(({ period }) => period.start < period.end);
}

const isSame = (one: Holding, other: Holding): boolean =>
  one.price === other.price && one.quantity === other.quantity;

function movedEnd(old: Holding, now: Holding): Proration[] {
  if (now.period.end < old.period.end) return [unusedOf(old, now.period.end)];
  return now.period.end > old.period.end ? [remainingOf(now, old.period.end)] : [];
}

/** Returns the credit for the rest of a time that was paid for. */
export function unusedOf(holding: Holding, at: number): Proration {
  const { paid, period, whole } = holding;
  const value = paid
    ? prorated(paid.amount, paid.period, Math.max(at, paid.period.start))
    : remaining(holding, whole, from(holding, at));
  return {
    holding,
    isCredit: true,
    amount: value === 0 ? 0 : -value,
    description: `Unused time on ${named(holding)} after ${day(at)}`,
    period: { start: at, end: period.end },
  };
}

/** Returns what the rest of a time costs. */
export function remainingOf(holding: Holding, at: number): Proration {
  return {
    holding,
    isCredit: false,
    amount: remaining(holding, holding.whole, from(holding, at)),
    description: `Remaining time on ${named(holding)} after ${day(at)}`,
    period: { start: at, end: holding.period.end },
  };
}

/** A time that ends before its whole period does, such as at the end of a subscription, costs its own seconds only. */
const from = ({ period, whole }: Holding, at: number): number => whole.end - Math.max(0, period.end - at);

const named = ({ name, quantity }: Holding): string => (quantity === 1 ? name : `${quantity} × ${name}`);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function day(time: number): string {
  const date = new Date(time * 1000);
  return `${String(date.getUTCDate()).padStart(2, '0')} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
