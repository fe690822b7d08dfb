import type { BuildColumns, BuildExtraConfigColumns } from 'drizzle-orm';
import {
  bigint,
  boolean,
  type ExtraConfigColumn,
  index,
  json,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { accounts } from './tables.js';
import { time } from './time.js';

/**
 * Columns that every object of the API has: its owner, its mode and the time of its creation. An id belongs to an
 * account and a mode: `ownedTable` makes the three the primary key.
 */
export const owned = {
  id: text().notNull(),
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

/**
 * Defines a table of objects that belong to an account and a mode, which are part of the primary key. A query that
 * leaves them out finds the row of no account in particular, and has no index.
 */
export const ownedTable = <const Name extends string, Columns extends typeof owned & Others>(
  name: Name,
  columns: Columns,
  extra: (table: BuildExtraConfigColumns<Name, Columns, 'pg'>) => PgTableExtraConfigValue[] = () => [],
): PgTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, Columns, 'pg'>;
  dialect: 'pg';
}> =>
  pgTable(name, columns, (table) => {
    const { accountId, livemode, id } = table as unknown as Record<keyof typeof owned, ExtraConfigColumn>;
    return [primaryKey({ columns: [accountId, livemode, id] as never }), ...extra(table)];
  });

type Others = Record<string, PgColumnBuilderBase>;

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
