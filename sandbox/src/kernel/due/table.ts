import { isNull } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { time } from '../db/time.js';

/** Work on objects that is still to be done: one queue, ordered by time, for the wall clock and for every test clock. */
export const dueWork = pgTable(
  'due_work',
  {
    /** Order of work that is due at the same time. */
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    account: text().notNull(),
    livemode: boolean().notNull(),
    /** The test clock that it waits for; `null` for the wall clock. */
    clock: text(),
    /** Time on that clock at which it is done, at the earliest. */
    dueAt: time().notNull(),
    /** The type of job. */
    name: text().notNull(),
    objectId: text().notNull(),
    origin: text(),
    /** Number of times that it has failed. */
    failures: smallint().notNull().default(0),
    createdAt: time().notNull().defaultNow(),
  },
  (table) => [
    index().on(table.dueAt, table.seq).where(isNull(table.clock)),
    index().on(table.account, table.livemode, table.clock, table.dueAt, table.seq),
  ],
);
