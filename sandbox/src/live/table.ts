import { pgTable, text } from 'drizzle-orm/pg-core';
import { accounts } from '../kernel/db/tables.js';
import { time } from '../kernel/db/time.js';

/** The ids of live objects. The upstream has everything else about them. */
export const liveObjects = pgTable('live_objects', {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  createdAt: time().notNull(),
});
