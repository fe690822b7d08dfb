import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { missing } from '../errors.js';
import type { Scope } from '../scope.js';

type Owned = Record<'accountId' | 'livemode', PgColumn>;

/** Keeps only the rows of an account and its mode. */
export const ownedBy = ({ accountId, livemode }: Scope, table: Owned): SQL | undefined =>
  and(eq(table.accountId, accountId), eq(table.livemode, livemode));

/** Keeps only the row of an id, which may be another object's in another account or mode. */
export const ownRow = (scope: Scope, table: Owned & { id: PgColumn }, id: string): SQL | undefined =>
  and(ownedBy(scope, table), eq(table.id, id));

/**
 * Returns the row that was looked for among those of the caller's account and mode.
 *
 * @throws ApiError 404 `resource_missing` where there is none.
 */
export function found<Row>(row: Row | undefined, what: { kind: string; id: string; param: string }): Row {
  if (row) return row;
  throw missing(what.kind, what.id, what.param);
}
