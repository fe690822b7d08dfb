import { and, desc, not, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { textAt } from '../db/text-at.js';
import { invalidRequest } from '../errors.js';
import { common, integer, text } from '../http/params.js';
import { type Call, type RouteDefinition, route } from '../http/route.js';
import type { ListedTable } from '../store/list.js';
import { ownedBy } from '../store/owner.js';
import { type Clause, readQuery, type Searchable } from './query.js';

const params = v.strictObject({
  query: text(),
  limit: v.optional(integer({ minimum: 1, maximum: 100 }), '10'),
  page: v.optional(text(200)),
  expand: common.expand,
});

type SearchCall = Call<v.InferOutput<typeof params>>;

/** A page of objects that a query found, newest first. */
interface SearchResult {
  object: 'search_result';
  data: unknown[];
  has_more: boolean;
  next_page: string | null;
  /** The number of all that the query finds; only where `expand` asks for it. */
  total_count?: number;
  url: string;
}

interface Search<Table> extends Searchable {
  table: Table;
  /** Objects that can be found at all. By default all of the account. */
  among?: SQL;
}

/** Creates the route that searches the objects of a table by the public API's query language. */
export const searchRoute = <Table extends ListedTable & { body: PgColumn }>(
  search: Search<Table>,
): RouteDefinition =>
  route({
    method: 'GET',
    path: `/v1/${search.resource}/search`,
    keys: ['secret'],
    params,
    handle: (call) => find(call, search),
  });

async function find<Table extends ListedTable & { body: PgColumn }>(
  call: SearchCall,
  { table, among, ...searchable }: Search<Table>,
): Promise<SearchResult> {
  const { limit, page, expand, query } = call.params;
  const { combination, clauses } = readQuery(query, searchable);
  const conditions = clauses.map((clause) => conditionOf(clause, table.body));
  const found = and(ownedBy(call, table), among, (combination === 'or' ? or : and)(...conditions));
  // Each query is rebuilt: a plan that is kept for every one would fill the memory.
  const rows = await call.db
    .select({ body: table.body, createdAt: table.createdAt, seq: table.seq })
    .from(table as PgTable)
    .where(and(found, page === undefined ? undefined : after(page, table)))
    .orderBy(desc(table.createdAt), desc(table.seq))
    .limit(limit + 1);
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return {
    object: 'search_result',
    data: data.map(({ body }) => body),
    has_more: last !== undefined,
    next_page: last ? pageAfter(last as Place) : null,
    ...(expand?.includes('total_count') && { total_count: await call.db.$count(table as PgTable, found) }),
    url: call.path,
  };
}

/** Returns the condition of a clause. Texts are compared without regard to capitals. */
function conditionOf({ negated, path, kind, operator, value }: Clause, body: PgColumn): SQL {
  const field = textAt(body, ...path);
  const condition = value === null ? sql`${field} is null` : comparisons[kind](field, operator, value);
  // An object without a value there is one that does not match.
  return negated ? not(sql`coalesce(${condition}, false)`) : condition;
}

type Compare = (field: SQL, operator: Clause['operator'], value: string) => SQL;

const isSameText: Compare = (field, _, value) => sql`lower(${field}) = lower(${value}::text)`;

const comparisons: Record<Clause['kind'], Compare> = {
  numeric: (field, operator, value) =>
    sql`${field}::numeric ${sql.raw(operator === ':' ? '=' : operator)} ${value}::numeric`,
  string: (field, operator, value) =>
    operator === '~'
      ? sql`position(lower(${value}::text) in lower(${field})) > 0`
      : isSameText(field, operator, value),
  token: isSameText,
};

/** The place of an object in the order of results. */
interface Place {
  createdAt: Date;
  seq: number;
}

const pageAfter = ({ createdAt, seq }: Place): string =>
  Buffer.from(`${createdAt.getTime()}.${seq}`).toString('base64url');

/** @throws ApiError 400 for a text that is no page of an earlier answer. */
function after(page: string, table: ListedTable): SQL {
  const [, time, seq] = /^(\d{1,13})\.(\d{1,15})$/.exec(Buffer.from(page, 'base64url').toString()) ?? [];
  if (time === undefined || seq === undefined) throw wrongPage();
  const createdAt = sql.param(new Date(Number(time)), table.createdAt);
  return sql`(${table.createdAt}, ${table.seq}) < (${createdAt}, ${Number(seq)})`;
}

const wrongPage = () =>
  invalidRequest('Invalid page: send the `next_page` of an earlier answer to the same query.', {
    param: 'page',
  });
