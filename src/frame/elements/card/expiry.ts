import { digitsOf, toAscii } from '../../input/digits.js';
import type { Around, FieldErrorCode, TextRule } from '../../input/text-rule.js';

/** Number of years ahead after which an expiry date counts as a typing mistake. */
const FURTHEST = 50;

/**
 * Patterns of a date as people and browsers write it: `4/30`, `04/2030`, `2030-04`, `0430`, `042030`, `430`.
 */
const WHOLE_DATES = [
  /^(?<month>\d{1,2})\D+(?:20)?(?<year>\d{2})$/,
  /^20(?<year>\d{2})\D+(?<month>\d{1,2})$/,
  /^(?<month>0[1-9]|1[0-2])(?:20)?(?<year>\d{2})$/,
  /^20(?<year>\d{2})(?<month>0[1-9]|1[0-2])$/,
  /^(?<month>[2-9])(?<year>\d{2})$/,
];

/**
 * Rule for expiry dates. Raw characters are `MMYY`, or `MM20` and `MM20Y` while a four-digit year is typed.
 */
export const expiryRule: TextRule = {
  strip: digitsOf,
  insert(around, text) {
    const date = wholeDate(text);
    if (date) return { before: date, after: '' };
    return around.after
      ? insertBetween(around, digitsOf(text))
      : { before: append(around.before, text), after: '' };
  },
  format: (raw) => (raw.length < 2 ? raw : `${raw.slice(0, 2)} / ${raw.slice(2)}`),
};

function wholeDate(text: string): string | undefined {
  const trimmed = toAscii(text).trim();
  if (trimmed.length < 3) return undefined;
  for (const pattern of WHOLE_DATES) {
    const { month, year } = pattern.exec(trimmed)?.groups ?? {};
    if (month && year) return month.padStart(2, '0') + year;
  }
  return undefined;
}

// Inserts digits in the middle. Nothing is completed there, because the person is correcting existing text.
function insertBetween({ before, after }: Around, digits: string): Around {
  const room = Math.max(0, 4 - before.length - after.length);
  return { before: before + digits.slice(0, room), after };
}

/**
 * Appends digits at the end. A month gets its zero as soon as it is certain, and a four-digit year its short
 * form.
 */
function append(before: string, text: string): string {
  let raw = before;
  for (const character of toAscii(text)) {
    if (/\d/.test(character)) raw = completeMonth(raw + character);
    else if (/[/.\-\s]/.test(character) && /^[1-9]$/.test(raw)) raw = `0${raw}`;
    raw = raw.replace(/^(\d\d)20(\d\d)$/, '$1$2').slice(0, raw.startsWith('20', 2) ? 6 : 4);
  }
  return raw;
}

const completeMonth = (raw: string) => (/^[2-9]/.test(raw) || /^1[3-9]$/.test(raw) ? `0${raw}` : raw);

/**
 * Returns the error of an expiry date on a given day, if any. A card is valid through the last day of its
 * month.
 */
export function expiryError(raw: string, today: Date): FieldErrorCode | undefined {
  const { month, year } = expiryOf(raw);
  if (raw.length >= 2 && (month < 1 || month > 12)) return 'invalid_expiry_month';
  if (raw.length !== 4) return 'incomplete_expiry';
  if (year < today.getFullYear()) return 'invalid_expiry_year_past';
  if (year === today.getFullYear() && month < today.getMonth() + 1) return 'invalid_expiry_month_past';
  if (year > today.getFullYear() + FURTHEST) return 'invalid_expiry_year';
  return undefined;
}

/** Returns the month, 1 to 12 if it is valid, and the full year. */
export const expiryOf = (raw: string): { month: number; year: number } => ({
  month: Number(raw.slice(0, 2)),
  year: 2000 + Number(raw.slice(2, 4)),
});

/** Returns whether the text may be the beginning of a date with a four-digit year: `MM20`, `MM203`. */
export const isYearBegun = (raw: string): boolean => /^\d\d20\d?$/.test(raw);
