import {
  and,
  DrizzleQueryError,
  eq,
  getTableColumns,
  getTableName,
  is,
  Param,
  Placeholder,
  type Query,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import { type Pool, type PoolClient, types } from 'pg';
import type { Scope, ScopedDatabase } from '../scope.js';
import type { Database } from './database.js';

/** Builds statements without a connection. */
export const build = drizzle(async () => ({ rows: [] }), { casing: 'snake_case' });

/**
 * Creates a statement that is built once and runs on any connection or transaction. drizzle's own prepared
 * queries belong to the connection that they were created on, and rebuilding a small statement takes as
 * long as running it.
 *
 * It returns the rows as the driver has them: column names of the database, times as text.
 */
export function statement<Values extends object>(name: string, builder: { toSQL(): Query }) {
  const query = builder.toSQL();
  const run = textStatement(name, query.sql);
  return <Row = never>(db: Database, values: Values): Promise<Row[]> =>
    run(
      db,
      query.params.map((param) => fill(param, values as Record<string, unknown>)),
    );
}

/** Creates a statement in SQL, with `$1` and so on for its values. Each connection plans it once. */
export function textStatement(name: string, text: string) {
  const query = { name, text, types: { getTypeParser } };
  return async <Row = never>(db: Database, values: unknown[]): Promise<Row[]> => {
    try {
      return (await driverOf(db).query(query, values)).rows;
    } catch (error) {
      throw new DrizzleQueryError(text, values, error as Error);
    }
  };
}

/** Returns the driver's pool, or the connection of a transaction. drizzle itself takes as long for a query as the driver. */
const driverOf = (db: Database) => (db._.session as unknown as { client: Pool | PoolClient }).client;

// Times stay text, as in drizzle's own queries.
const getTypeParser: typeof types.getTypeParser = (type, format) =>
  type === types.builtins.TIMESTAMPTZ ? String : types.getTypeParser(type, format);

/** Rows that one statement inserts at most: for each number of rows there is one. */
const ROWS_AT_ONCE = 32;

/**
 * Creates the insertion of any number of rows, in their order, with values for these columns. The engine reads values faster
 * than rows of JSON.
 *
 * @param returning What it returns of each row, in SQL.
 */
export function rowsInsertion(table: string, columns: readonly string[], returning = 'null') {
  const statements = new Map<number, ReturnType<typeof textStatement>>();

  function statementFor(count: number): ReturnType<typeof textStatement> {
    const known = statements.get(count);
    if (known) return known;
    const rows = Array.from({ length: count }, (_, row) => {
      const values = columns.map((_, column) => `$${row * columns.length + column + 1}`);
      return `(${values.join()})`;
    });
    const text = `insert into ${table} (${columns.join()}) values ${rows.join()} returning ${returning}`;
    const made = textStatement(`insert_${count}_${table}`, text);
    statements.set(count, made);
    return made;
  }

  return async <Row = never>(db: Database, rows: readonly unknown[][]): Promise<Row[]> => {
    const returned: Row[] = [];
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
      const some = rows.slice(first, first + ROWS_AT_ONCE);
      returned.push(...(await statementFor(some.length)<Row>(db, some.flat())));
    }
    return returned;
  };
}

const plans = new Map<string, ReturnType<typeof textStatement>>();

/**
 * Returns the whole rows of a table that a query finds. Each connection plans the query once, under a name
 * that is derived from its text.
 */
export async function planned<Table extends PgTable>(
  db: Database,
  table: Table,
  query: { toSQL(): Query },
): Promise<Table['$inferSelect'][]> {
  const { sql: text, params } = query.toSQL();
  const run = plans.get(text) ?? textStatement(`planned_${plans.size}`, text);
  plans.set(text, run);
  return (await run<Record<string, unknown>>(db, params)).map(readerOf(table));
}

/**
 * Creates a query for the whole rows of a table, which is built once: a placeholder stands for a value in it.
 *
 * @param builder Selects all columns.
 */
export function rowsQuery<Table extends PgTable, Values extends object>(
  name: string,
  table: Table,
  builder: { toSQL(): Query },
): (db: Database, values: Values) => Promise<Table['$inferSelect'][]> {
  const run = statement<Values>(name, builder);
  const read = readerOf(table);
  return async (db, values) => (await run<Record<string, unknown>>(db, values)).map(read);
}

/** A whole row, without the columns that the database fills in. */
export type NewRow<Table extends PgTable> = Omit<Table['$inferSelect'], 'seq'>;

/** Creates the statement that inserts one whole row. */
export const insertion = <Table extends PgTable>(table: Table) =>
  statement<NewRow<Table>>(
    `insert_${getTableName(table)}`,
    build.insert(table).values(placeholdersOf(table)),
  );

/** A table of objects that belong to an account and a mode: almost all rows are found by their id. */
type OwnedTable = PgTable & Record<'accountId' | 'livemode' | 'id', PgColumn>;

/** The values by which a row is found. */
type RowKey = Scope & { id: string };

const { placeholder } = sql;

/** Keeps only the rows of an account and its mode, in a query that is built once. */
export const ofOwner = ({ accountId, livemode }: Omit<OwnedTable, 'id'>): SQL | undefined =>
  and(eq(accountId, placeholder('accountId')), eq(livemode, placeholder('livemode')));

const byKey = (table: OwnedTable) => and(ofOwner(table), eq(table.id, placeholder('id')));

/**
 * Creates the query for the row of an id, which finds no row of another account or mode. A row that is locked for `update` belongs to this transaction until
 * it ends. A row that is locked for `share` stays as it is, and others may share it.
 */
export function selection<Table extends OwnedTable>(
  table: Table,
  { lock }: { lock?: 'share' | 'update' } = {},
) {
  const named = `find_${getTableName(table)}${lock ? `_for_${lock}` : ''}`;
  const query = build
    .select()
    .from(table as PgTable)
    .where(byKey(table));
  const find = rowsQuery<Table, RowKey>(named, table, lock ? query.for(lock) : query);
  return async (
    { db, accountId, livemode }: ScopedDatabase,
    id: string,
  ): Promise<Table['$inferSelect'] | undefined> => (await find(db, { accountId, livemode, id }))[0];
}

/** Creates a reader of the driver's rows that have all columns of a table, in its order. */
function readerOf<Table extends PgTable>(table: Table) {
  const columns = Object.entries(getTableColumns(table));
  return (row: Record<string, unknown>): Table['$inferSelect'] => {
    const values = Object.values(row);
    return Object.fromEntries(
      columns.map(([name, column], index) => [name, fromDriver(column, values[index])]),
    ) as Table['$inferSelect'];
  };
}

const fromDriver = (column: PgColumn, value: unknown) =>
  value === null ? null : column.mapFromDriverValue(value);

/** Creates the statement that deletes the row of an id, and no row of another account or mode. */
export function removing<Table extends OwnedTable>(table: Table) {
  const run = statement<RowKey>(`remove_${getTableName(table)}`, build.delete(table).where(byKey(table)));
  return async ({ db, accountId, livemode }: ScopedDatabase, id: string): Promise<void> => {
    await run(db, { accountId, livemode, id });
  };
}

/** The columns of a row that change. Its id and its owner never do. */
export type Changed<Table extends PgTable> = Partial<Omit<NewRow<Table>, 'accountId' | 'livemode' | 'id'>>;

/**
 * Creates the statement that changes the row of an id, and no row of another account or mode. One statement is
 * built for each set of columns that is ever changed.
 */
export function changing<Table extends OwnedTable>(table: Table) {
  const statements = new Map<string, ReturnType<typeof statement<RowKey>>>();
  return async (
    { db, accountId, livemode }: ScopedDatabase,
    id: string,
    changed: Changed<Table>,
  ): Promise<void> => {
    const columns = Object.keys(changed).sort();
    const key = columns.join();
    // PostgreSQL cuts names off after 63 characters, so that the columns' names would not fit.
    const name = `change_${getTableName(table)}_${statements.size}`;
    const run = statements.get(key) ?? statement<RowKey>(name, update(table, columns));
    statements.set(key, run);
    await run(db, { ...changed, accountId, livemode, id });
  };
}

const update = (table: OwnedTable, columns: string[]) =>
  build
    .update(table)
    .set(Object.fromEntries(columns.map((name) => [name, placeholder(name)])) as never)
    .where(byKey(table));

/**
 * Returns a placeholder for each column, by the column's name: the values of an insertion that is built in
 * advance.
 */
export function placeholdersOf<Table extends PgTable>(table: Table): Table['$inferInsert'] {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !column.generatedIdentity);
  return Object.fromEntries(columns.map(([name]) => [name, placeholder(name)])) as never;
}

function fill(param: unknown, values: Record<string, unknown>): unknown {
  if (is(param, Placeholder)) return values[param.name];
  if (!is(param, Param)) return param;
  if (!is(param.value, Placeholder)) return param.encoder.mapToDriverValue(param.value);
  const value = values[param.value.name];
  return value === null ? null : param.encoder.mapToDriverValue(value);
}
