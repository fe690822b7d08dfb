import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { beginnings, hasWords, noted, whole } from '../../kernel/db/words.js';
import { days } from '../../kernel/finder/days.js';
import { fewOrMany } from '../../kernel/finder/few.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { isId } from '../../kernel/finder/search.js';
import { SEARCH } from '../../kernel/listing.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { savedWithLast4 } from '../payment-methods/index.js';
import { customers } from './customers.js';
import { customers as table } from './table.js';

/** What the index of words has. */
const words = sql`words_of_customer(${table.body})`;

/** How people find customers in the dashboard. Those of test clocks are among them. */
export const finder = createFinder(
  [
    {
      name: SEARCH,
      label: 'Email, name, phone, last four digits, id, description or metadata',
      kind: 'text',
      where: (text, call) =>
        or(
          hasWords(words, whole(text), isId(text) || text.includes('@') ? undefined : beginnings(text)),
          eq(table.id, text),
          savedWithLast4(call, table.id, text),
        ),
    },
    ...days(table.createdAt),
  ],
  async (call, conditions) =>
    customers.list(call, eq(table.deleted, false), ...(await fewOrMany(call, table, conditions))),
);

/** Most customers whose objects are found by a name: the newest. */
const MOST = 1000;

/** Finds what belongs to a customer with this email, or with words like these in the name. */
export function ofCustomer(owner: ScopedDatabase, customerId: PgColumn, text: string): SQL | undefined {
  if (isId(text)) return undefined;
  const asked = text.includes('@') ? noted(`email ${text}`) : beginnings(text, '@');
  const isTheirs = and(ownedBy(owner, table), hasWords(words, asked));
  return sql`${customerId} = any(array(
    select ${table.id} from ${table} where ${isTheirs} order by ${table.createdAt} desc limit ${MOST}))`;
}
