import { type SQL, sql } from 'drizzle-orm';
import { customType, type ExtraConfigColumn, index, type PgColumn } from 'drizzle-orm/pg-core';

/**
 * What rows are found by. A text that is looked for in whole, such as an id, has a `=` before it. A word of a text, which is also found by
 * its beginning, has a `~`. Functions of a migration create both, in small letters.
 */
export const words = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Creates the index by words. New rows wait in a list until they are added to it together, and a search reads that list: so it is short. */
export const wordsIndex = (name: string, of: ExtraConfigColumn | SQL) =>
  index(name).using('gin', of).with({ gin_pending_list_limit: 256 });

/** Asks for a text in whole. */
export const whole = (text: string): SQL => noted(`=${text}`);

/** Asks for what stands there as it is, such as `last4 4242`. */
export const noted = (text: string): SQL => sql`noted_query(${text}::text)`;

/** Asks for all words of a text, or some that begin with them. */
export const beginnings = (text: string, kind = '~'): SQL => sql`words_query(${kind}::text, ${text}::text)`;

/** Keeps rows that have what any of these ask for. */
export const hasWords = (of: PgColumn | SQL, ...asked: (SQL | undefined)[]): SQL =>
  sql`${of} @@ (${sql.join(
    asked.filter((query) => query !== undefined),
    sql` || `,
  )})`;
