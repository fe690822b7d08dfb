import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { planned } from '../db/statement.js';
import { invalidRequest, missing } from '../errors.js';
import { common, integer, text, timestamp } from '../http/params.js';
import type { Call } from '../http/route.js';
import type { ScopedDatabase } from '../scope.js';
import { ownedBy } from './owner.js';

/** Parameters of every list: its length, and the object that it begins after or ends before. */
export const listParams = {
  limit: v.optional(integer({ minimum: 1, maximum: 100 }), '10'),
  starting_after: v.optional(text()),
  ending_before: v.optional(text()),
  expand: common.expand,
};

const bound = v.optional(timestamp);

/** Reads `created=…`, or `created[gte]=…` and the like: seconds since 1970. */
export const createdParam = v.optional(
  v.lazy((value) =>
    typeof value === 'string' ? timestamp : v.strictObject({ gt: bound, gte: bound, lt: bound, lte: bound }),
  ),
);

type Created = v.InferOutput<typeof createdParam>;
export interface ListParams {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: Created;
}

/** Keeps only rows with this value, if one is given. */
export const whereGiven = (column: PgColumn, value: boolean | string | undefined): SQL | undefined =>
  value === undefined ? undefined : eq(column, value);

/** A request for a page: whose objects, at which path, and the parameters. */
export type ListCall = ScopedDatabase &
  Pick<Call<ListParams>, 'params' | 'path'> & {
    /** Whether the best way to the rows depends on the values of the filters, so that each query is planned separately. */
    plansAnew?: boolean;
  };

type OrderedTable = PgTable & Record<'id' | 'createdAt' | 'seq', PgColumn>;

export type ListedTable = OrderedTable & Record<'accountId' | 'livemode', PgColumn>;

/** A page of objects, newest first. */
export interface List<Item> {
  object: 'list';
  data: Item[];
  has_more: boolean;
  url: string;
}

/**
 * Reads a page of the caller's objects that match all of `filters`. Filters that are `undefined` are ignored.
 *
 * @throws ApiError 404 for a cursor that is no object of the list.
 */
export function list<Table extends ListedTable, Item>(
  call: ListCall,
  table: Table,
  kind: string,
  filters: (SQL | undefined)[],
  toObject: (row: Table['$inferSelect']) => Item | Promise<Item>,
): Promise<List<Item>> {
  return listOf(call, table, { kind, mine: ownedBy(call, table), filters }, toObject);
}

/**
 * Reads a page like `list`, from a table whose rows have no account and no mode: `mine` says which rows the
 * caller may see.
 */
export async function listOf<Table extends OrderedTable, Item>(
  call: ListCall,
  table: Table,
  { kind, mine, filters }: { kind: string; mine: SQL | undefined; filters: (SQL | undefined)[] },
  toObject: (row: Table['$inferSelect']) => Item | Promise<Item>,
): Promise<List<Item>> {
  const { db, path, params, plansAnew = false } = call;
  if (params.starting_after && params.ending_before) {
    throw invalidRequest('You may only specify one of these parameters: ending_before, starting_after.');
  }
  const backwards = params.ending_before !== undefined;
  const order = backwards ? asc : desc;
  const query = db
    .select()
    .from(table as PgTable)
    .where(
      and(
        mine,
        ...filters,
        within(table.createdAt, params.created),
        await beyondCursor(call, table, kind, mine),
      ),
    )
    .orderBy(order(table.createdAt), order(table.seq))
    .limit(params.limit + 1);
  const rows: Table['$inferSelect'][] = plansAnew ? await query : await planned(db, table, query);
  const page = rows.slice(0, params.limit);
  if (backwards) page.reverse();
  const data = await Promise.all(page.map(toObject));
  return { object: 'list', data, has_more: rows.length > params.limit, url: path };
}

async function beyondCursor(
  { db, params }: ListCall,
  table: OrderedTable,
  kind: string,
  mine: SQL | undefined,
): Promise<SQL | undefined> {
  const id = params.starting_after ?? params.ending_before;
  if (id === undefined) return undefined;
  const [cursor] = await db
    .select({ at: table.createdAt, seq: table.seq })
    .from(table as PgTable)
    .where(and(eq(table.id, id), mine));
  if (!cursor) throw missing(kind, id, params.starting_after ? 'starting_after' : 'ending_before');
  const place = sql`(${table.createdAt}, ${table.seq})`;
  const value = sql`(${sql.param(cursor.at, table.createdAt)}, ${cursor.seq})`;
  return params.starting_after ? sql`${place} < ${value}` : sql`${place} > ${value}`;
}

/** Keeps only rows whose time is within what was asked for. */
export function within(column: PgColumn, asked: Created): SQL | undefined {
  if (asked === undefined) return undefined;
  const at = (time: number) => new Date(time * 1000);
  // A second includes all of its milliseconds.
  if (typeof asked === 'number') return and(gte(column, at(asked)), lt(column, at(asked + 1)));
  const { gt: after, gte: since, lt: before, lte: until } = asked;
  return and(
    after === undefined ? undefined : gte(column, at(after + 1)),
    since === undefined ? undefined : gte(column, at(since)),
    before === undefined ? undefined : lt(column, at(before)),
    until === undefined ? undefined : lt(column, at(until + 1)),
  );
}

/** Most objects of a list that another object shows. */
const SHOWN = 10;

/** Returns the list of the newest objects that another object shows, with one more. */
export const withNewest = <Listed extends { data: unknown[]; has_more: boolean }>(
  list: Listed,
  item: Listed['data'][number],
): Listed => ({
  ...list,
  data: [item, ...list.data].slice(0, SHOWN),
  has_more: list.has_more || list.data.length >= SHOWN,
});
