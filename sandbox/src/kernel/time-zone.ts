import { invalidRequest } from './errors.js';

const DAY_MS = 24 * 3600 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time zone of this machine. */
export const OWN_TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The names of all time zones, such as `Europe/Berlin`. */
export const TIME_ZONES: ReadonlySet<string> = new Set([
  'UTC',
  OWN_TIME_ZONE,
  ...Intl.supportedValuesOf('timeZone'),
]);

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', timeZone, timeZoneName: 'short' },
    ...{ hour: '2-digit', hourCycle: 'h23', minute: '2-digit', second: '2-digit' },
  });
  formats.set(timeZone, format);
  return format;
}

const partsOf = (at: Date, timeZone: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );

/** Returns how far the clocks of a time zone are ahead of UTC at a time, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}

/** Returns a time as the clocks of a time zone show it: `2031-12-24 13:05:00 GMT+1`. */
export function clockTime(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute, second, timeZoneName } = partsOf(at, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Returns the day that it is in a time zone: `2031-12-24`. */
export const dayAt = (at: Date, timeZone: string): string => clockTime(at, timeZone).slice(0, 10);

/** Returns a time in the format of ISO 8601 with the offset of a time zone: `2031-12-24T13:05:00.000+01:00`. */
export function isoTime(at: Date, timeZone: string): string {
  const offset = offsetAt(at, timeZone);
  const iso = new Date(at.getTime() + offset).toISOString();
  if (offset === 0) return iso;
  const length = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${iso.slice(0, -1)}${offset < 0 ? '-' : '+'}${length}`;
}

/** Returns the day that is so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Returns the first moment of a day in a time zone.
 *
 * @param param The field of a form that the day was typed into.
 * @throws ApiError 400 for what is no day.
 */
export function startOfDay(day: string, timeZone: string, param?: string): Date {
  const midnight = /^[12]\d{3}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(midnight))
    throw invalidRequest('Write a day as year, month and day with hyphens between them.', { param });
  // Where the clocks are changed at midnight, the day begins by the one offset or by the other.
  const [first, second] = [-1, 1]
    .map((days) => midnight - offsetAt(new Date(midnight + days * DAY_MS), timeZone))
    .sort((one, other) => one - other)
    .map((time) => new Date(time));
  return first && dayAt(first, timeZone) === day ? first : (second as Date);
}

/**
 * Returns the first moment after a day in a time zone.
 *
 * @param param The field of a form that the day was typed into.
 * @throws ApiError 400 for what is no day.
 */
export function endOfDay(day: string, timeZone: string, param?: string): Date {
  const start = startOfDay(day, timeZone, param);
  return startOfDay(dayAfter(dayAt(start, timeZone), 1), timeZone);
}
