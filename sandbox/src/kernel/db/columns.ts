import { bigint, boolean, type ExtraConfigColumn, index, json, text } from 'drizzle-orm/pg-core';
import { accounts } from './tables.js';
import { time } from './time.js';

/** Whose object it is, in which of the two worlds, and since when. Every object of the API has these columns. */
export const owned = {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  livemode: boolean().notNull(),
  createdAt: time().notNull(),
};

/** The order in which objects were made, also within one millisecond: what lists are sorted and paged by. */
export const listed = {
  ...owned,
  seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
};

/**
 * An object that is kept as the API shows it to a secret key. `json`, not `jsonb`: it is never searched in, is written
 * faster, and its properties keep their order.
 */
export const document = <Body>() => ({ ...listed, body: json().$type<Body>().notNull() });

// In a query `desc` puts nulls first, in an index last: told otherwise, the index would not serve the query.
const newest = (column: ExtraConfigColumn) => column.desc().nullsFirst();

/** Serves the list of all objects of an account, newest first; `of` those that belong to another object. */
export const newestFirst = (
  table: Record<'accountId' | 'livemode' | 'createdAt' | 'seq', ExtraConfigColumn>,
  ...of: ExtraConfigColumn[]
) => [
  index().on(table.accountId, table.livemode, newest(table.createdAt), newest(table.seq)),
  ...of.map((column) => index().on(column, newest(table.createdAt), newest(table.seq))),
];
