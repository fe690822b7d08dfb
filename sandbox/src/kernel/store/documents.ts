import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Changed, changing, insertion, type NewRow, removing, selection } from '../db/statement.js';
import type { ScopedDatabase, Work } from '../scope.js';
import { type List, type ListCall, type ListedTable, list } from './list.js';
import { found } from './owner.js';

export type DocumentTable = ListedTable & { body: PgColumn };

type Body<Table extends DocumentTable> = Table['$inferSelect']['body'];

/** The objects of one kind that are stored as the API shows them. */
export interface Documents<Table extends DocumentTable> {
  insert(work: Work, row: Omit<NewRow<Table>, 'accountId' | 'livemode' | 'createdAt'>): Promise<void>;
  /** @throws ApiError 404 `resource_missing` at `param`, by default the kind's own name. */
  find(owner: ScopedDatabase, id: string, param?: string): Promise<Table['$inferSelect']>;
  /**
   * Finds an object and locks it: no other transaction changes it until this one ends.
   *
   * @throws ApiError 404 `resource_missing` at `param`, by default the kind's own name.
   */
  lock(work: Work, id: string, param?: string): Promise<Table['$inferSelect']>;
  replace(work: Work, id: string, changed: Changed<Table>): Promise<void>;
  remove(work: Work, id: string): Promise<void>;
  /** Loads the object; `undefined` where the account has none with this id. */
  load(owner: ScopedDatabase, id: string): Promise<Body<Table> | undefined>;
  list(call: ListCall, ...filters: (SQL | undefined)[]): Promise<List<Body<Table>>>;
}

/**
 * Creates the access to the objects of a table.
 *
 * @param kind Name in errors: `customer`, `payment_intent`.
 */
export function documents<Table extends DocumentTable>(table: Table, kind: string): Documents<Table> {
  const insertRow = insertion(table);

  const findRow = selection(table);
  const lockRow = selection(table, { lock: 'update' });
  const changeRow = changing(table);
  const removeRow = removing(table);

  return {
    async insert(work, row) {
      const { accountId, livemode, now } = work;
      await insertRow(work.db, { ...row, accountId, livemode, createdAt: now } as NewRow<Table>);
    },
    find: async (owner, id, param = kind) => found(await findRow(owner, id), { kind, id, param }),
    lock: async (work, id, param = kind) => found(await lockRow(work, id), { kind, id, param }),
    replace: changeRow,
    remove: removeRow,
    load: async (owner, id) => (await findRow(owner, id))?.body as Body<Table> | undefined,
    list: (call, ...filters) => list(call, table, kind, filters, ({ body }) => body as Body<Table>),
  };
}
