import { integer, json, smallint, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst, ownedTable } from '../kernel/db/columns.js';

/** The requests to the API, as their owner may see them: without card data and secrets. */
export const requests = ownedTable(
  'requests',
  {
    ...listed,
    method: text().notNull(),
    path: text().notNull(),
    status: smallint().notNull(),
    /** Time that the answer took, in ms. */
    duration: integer().notNull(),
    keyKind: text({ enum: ['publishable', 'secret', 'restricted'] }).notNull(),
    keyLast4: text().notNull(),
    /** `null` in rows that an earlier release wrote. */
    keyId: text(),
    /** The client's `Idempotency-Key`, where it sent one. */
    idempotencyKey: text(),
    /** The connected account that it was about, if a header named one. */
    connectedId: text(),
    params: json().$type<object>().notNull(),
    /** The error of the answer, if it was one. */
    error: json().$type<object>(),
  },
  (table) => newestFirst(table),
);
