/** Time between two renewals. */
export interface Every {
  interval: 'day' | 'month' | 'week' | 'year';
  interval_count: number;
}

/** A time that is paid for, in seconds since 1970 (UTC). It ends just before `end`. */
export interface Period {
  start: number;
  end: number;
}

const DAY = 24 * 3600;

/**
 * Returns the beginning of period `count` in seconds: of the first after the anchor for 0, of earlier ones below that. It is counted
 * from the anchor, so that the 31st comes back after February.
 */
export function boundary(anchor: number, { interval, interval_count }: Every, count: number): number {
  const intervals = count * interval_count;
  if (interval === 'day') return anchor + intervals * DAY;
  if (interval === 'week') return anchor + intervals * 7 * DAY;
  return addMonths(anchor, interval === 'month' ? intervals : intervals * 12);
}

/** Returns the same time of day so many months later, or on the last day of a month that is too short. */
export function addMonths(time: number, months: number): number {
  const from = new Date(time * 1000);
  const month = from.getUTCMonth() + months;
  const last = lastDayOf(from.getUTCFullYear(), month);
  const day = Math.min(from.getUTCDate(), last);
  return Date.UTC(from.getUTCFullYear(), month, day) / 1000 + (time - startOfDay(time));
}

const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

const startOfDay = (time: number) => Math.floor(time / DAY) * DAY;

/** Largest number of seconds of each interval, to estimate from. */
const LONGEST = { day: DAY, week: 7 * DAY, month: 31 * DAY, year: 366 * DAY };

/** Returns the period that a time lies in. An anchor after that time has periods before it, too. */
export function periodAt(anchor: number, every: Every, time: number): Period {
  // The estimate is never past the time, and few periods before it.
  const estimate = (time - anchor) / (LONGEST[every.interval] * every.interval_count);
  let count = Math.floor(estimate < 0 ? estimate * 1.2 - 1 : estimate);
  while (boundary(anchor, every, count + 1) <= time) count += 1;
  return { start: boundary(anchor, every, count), end: boundary(anchor, every, count + 1) };
}

/** The day and the time of day, in UTC, on which periods begin. */
export interface AnchorConfig {
  day_of_month: number;
  /** From 1 for January; only for prices whose interval is a year. */
  month?: number | undefined;
  hour?: number | undefined;
  minute?: number | undefined;
  second?: number | undefined;
}

/**
 * Returns the first time from `from` on that a configuration names. Where it names no time of day, that of `from` is kept. A
 * month without the day has it on its last.
 */
export function anchorFrom(config: AnchorConfig, from: number): number {
  const start = new Date(from * 1000);
  const timeOfDay =
    (config.hour ?? start.getUTCHours()) * 3600 +
    (config.minute ?? start.getUTCMinutes()) * 60 +
    (config.second ?? start.getUTCSeconds());
  const step = config.month === undefined ? 1 : 12;
  const first = config.month === undefined ? start.getUTCMonth() : config.month - 1;
  for (let month = first; ; month += step) {
    const day = Math.min(config.day_of_month, lastDayOf(start.getUTCFullYear(), month));
    const time = Date.UTC(start.getUTCFullYear(), month, day) / 1000 + timeOfDay;
    if (time >= from) return time;
  }
}
