import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { accounts } from '../kernel/db/tables.js';
import { time } from '../kernel/db/time.js';

/** The ids of live objects. The upstream has everything else about them. */
export const liveObjects = pgTable(
  'live_objects',
  {
    id: text().notNull(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    createdAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] })],
);
