import { dayAfter, dayAt, startOfDay } from '../../kernel/time-zone.js';

/** The lengths of time that people can look at, in days. */
export const LENGTHS = [7, 30, 90] as const;

/** The days that the home page is about, in the time zone of its reader. */
export interface Days {
  /** Their names, the oldest first: `2031-12-24`. */
  names: readonly string[];
  /** The first moment of each, and that of the day after them. */
  bounds: readonly Date[];
}

/** Returns the last days until today. */
export function lastDays(count: number, now: Date, timeZone: string): Days {
  const today = dayAt(now, timeZone);
  const dayOf = (index: number) => dayAfter(today, index - count + 1);
  const names = Array.from({ length: count }, (_, index) => dayOf(index));
  return { names, bounds: [...names, dayOf(count)].map((day) => startOfDay(day, timeZone)) };
}
