import { bigint, boolean, type ExtraConfigColumn, index, json, text } from 'drizzle-orm/pg-core';
import { accounts } from './tables.js';
import { time } from './time.js';

/** Columns that every object of the API has: its owner, its mode and the time of its creation. */
export const owned = {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  livemode: boolean().notNull(),
  createdAt: time().notNull(),
};

/**
 * Columns of objects that are listed. `seq` is the order of creation, even within one millisecond; lists are
 * sorted and paged by it.
 */
export const listed = {
  ...owned,
  seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
};

/**
 * Columns of an object that is stored as the API shows it to a secret key. The body is `json`, not `jsonb`,
 * because it is never searched, is written faster, and its properties keep their order.
 */
export const document = <Body>() => ({ ...listed, body: json().$type<Body>().notNull() });

// In a query `desc` puts nulls first, in an index last. Without `nullsFirst`, the index would not serve the
// query.
const newest = (column: ExtraConfigColumn) => column.desc().nullsFirst();

/**
 * Creates the indexes that serve the list of all objects of an account, newest first, and with `of`, lists of
 * those that belong to another object.
 */
export const newestFirst = (
  table: Record<'accountId' | 'livemode' | 'createdAt' | 'seq', ExtraConfigColumn>,
  ...of: ExtraConfigColumn[]
) => [
  index().on(table.accountId, table.livemode, newest(table.createdAt), newest(table.seq)),
  ...of.map((column) => index().on(column, newest(table.createdAt), newest(table.seq))),
];
