import { integer, json, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst } from '../kernel/db/columns.js';

/** What was asked of the API, as its owner may look at it: without card data and secrets. */
export const requests = pgTable(
  'requests',
  {
    ...listed,
    method: text().notNull(),
    path: text().notNull(),
    status: smallint().notNull(),
    /** How long it took, in ms. */
    duration: integer().notNull(),
    keyKind: text({ enum: ['publishable', 'secret', 'restricted'] }).notNull(),
    keyLast4: text().notNull(),
    params: json().$type<object>().notNull(),
    /** What was answered, where it was an error. */
    error: json().$type<object>(),
  },
  (table) => newestFirst(table),
);
