import { pgTable, text } from 'drizzle-orm/pg-core';
import { accounts } from '../kernel/db/tables.js';
import { time } from '../kernel/db/time.js';

/** The ids of live objects. All else of them is at the upstream. */
export const liveObjects = pgTable('live_objects', {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  createdAt: time().notNull(),
});
