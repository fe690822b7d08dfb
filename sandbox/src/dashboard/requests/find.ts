import { eq, type SQL, sql } from 'drizzle-orm';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { hasPart } from '../../kernel/finder/search.js';
import { list } from '../../kernel/store/list.js';
import { requests as table } from '../../request-log/index.js';

/** The classes of answers, by their first digit. */
const CLASSES = { 2: 'Succeeded (2xx)', 4: 'Refused (4xx)', 5: 'Failed (5xx)' };

// What is no digit has no place in a query.
const isOfClass = (digit: string): SQL =>
  Object.hasOwn(CLASSES, digit) ? sql`${table.status} / 100 = ${Number(digit)}::int` : sql`false`;

const isRefusedWith = (code: string): SQL =>
  sql`${code}::text in (${table.error} -> 'error' ->> 'code', ${table.error} -> 'error' ->> 'decline_code')`;

const isNamed = (text: string): SQL => sql`${text}::text in (${table.id}, ${table.idempotencyKey})`;

/** How people find requests. */
export const finder = createFinder(
  [
    { name: 'path', label: 'Part of the path', kind: 'text', where: (text) => hasPart(table.path, text) },
    choice('status', 'Answer', CLASSES, isOfClass),
    choice('method', 'Method', { GET: 'GET', POST: 'POST', DELETE: 'DELETE' }, table.method),
    { name: 'code', label: 'Error code', kind: 'text', where: isRefusedWith },
    {
      name: 'key',
      label: 'Last four characters of the key',
      kind: 'text',
      where: (text) => eq(table.keyLast4, text),
    },
    { name: 'id', label: 'Id or idempotency key', kind: 'text', where: isNamed },
    ...days(table.createdAt),
  ],
  (call, conditions) => list(call, table, 'request', conditions, (row) => row),
);
