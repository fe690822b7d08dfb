import type { Cell, Listing } from '../../kernel/listing.js';
import { isoTime } from '../../kernel/time-zone.js';
import { currentTimeZone } from '../time-zone/current.js';

/** Returns objects of a list as a table of comma-separated values (RFC 4180), with the columns that their page has. */
export function csvOf({ columns, one }: Listing<never>, items: readonly { id: string }[]): string {
  const head = [one, ...Object.keys(columns)];
  const rows = items.map((item) => [
    item.id,
    ...Object.values(columns).map((column) => textOf(column(item as never))),
  ]);
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function textOf(cell: Cell): string {
  if (cell instanceof Date) return isoTime(cell, currentTimeZone());
  return typeof cell === 'string' ? cell : cell.text;
}

// A spreadsheet runs a text that begins like a formula.
const quoted = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
