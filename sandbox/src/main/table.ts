import { json, pgTable, text } from 'drizzle-orm/pg-core';
import { time } from '../kernel/db/time.js';

/** Scripts and texts of frames and pages, of this build and of earlier ones. All of them are UTF-8. */
export const hostFiles = pgTable('host_files', {
  path: text().primaryKey(),
  headers: json().$type<Record<string, string>>().notNull(),
  body: text().notNull(),
  /** When a process last ran whose build has the file. */
  usedAt: time().notNull(),
});
