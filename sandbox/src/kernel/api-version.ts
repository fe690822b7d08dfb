import { invalidRequest } from './errors.js';

/** Version of the public API whose object shapes are stored and shown by default. */
export const API_VERSION = '2026-10-28.endive';

/** Date of the first version that the public API has. */
const FIRST = '2011-01-01';

/** Matches a date, with the name of its release since 2024, and the beta features that a client may add. */
const FORM = /^(\d{4}-\d{2}-\d{2})(?:\.[a-z]{3,20})?(?:;[\w=;. -]{1,200})?$/;

/** Returns the date of a version, by which versions are compared. */
export const dateOf = (version: string): string => version.slice(0, FIRST.length);

/**
 * Reads a version of the API. One that is newer than this sandbox gets the newest that there is here.
 *
 * @returns `undefined` for a text that is no version.
 */
export function readVersion(text: string): string | undefined {
  const [, date] = FORM.exec(text.trim()) ?? [];
  if (date === undefined || date < FIRST || !isDate(date)) return undefined;
  return date > dateOf(API_VERSION) ? API_VERSION : text.trim();
}

// A date such as 2020-02-31 is read as one in March.
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Returns the version that the headers of a request name, and the newest where they name none. */
export function versionIn(headers: Headers): string | undefined {
  const named = headers.get('payframe-version') ?? headers.get('stripe-version');
  return named === null ? API_VERSION : readVersion(named);
}

/**
 * @param where The header, or the parameter in bracket notation.
 * @throws ApiError 400 for a text that is no version.
 */
export function requireVersion(version: string | undefined, where: string): string {
  if (version !== undefined) return version;
  throw invalidRequest(
    `Invalid API version in ${where}: send a date such as ${API_VERSION}, or leave it out for the newest version.`,
    { param: where },
  );
}
