import { bigint, index, json, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { time } from './time.js';

/** Settings that every process on this database must agree on, such as the secret that keys and cards are hashed with. */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    createdAt: time().notNull(),
    /** Of a connected account: the platform that created it, and the object that the platform sees. */
    platformId: text(),
    body: json().$type<Stripe.Account>(),
    /** The order in which accounts were created, also within one millisecond. */
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (table) => [
    index().on(table.platformId, table.createdAt.desc().nullsFirst(), table.seq.desc().nullsFirst()),
  ],
);

/** The first answer to each idempotency key, kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** A keyed hash of account, mode and key: clients choose the key itself, and could choose anything. */
    keyHash: text().primaryKey(),
    /** A keyed hash of method, path and all parameters. */
    requestHash: text().notNull(),
    requestId: text().notNull(),
    status: smallint().notNull(),
    body: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [index().on(table.createdAt)],
);
