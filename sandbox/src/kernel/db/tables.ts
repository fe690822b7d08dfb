import { bigint, boolean, index, json, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { time } from './time.js';

/**
 * Settings that every process on this database must share, such as the secret for the hashes of keys and
 * cards.
 */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    createdAt: time().notNull(),
    /** Only for a connected account: the platform that created it, and the object that the platform sees. */
    platformId: text(),
    body: json().$type<Stripe.Account>(),
    /** Only for a connected account: all data that the object is derived from. */
    state: json().$type<object>(),
    /** Order of creation, even within one millisecond. */
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (table) => [
    index().on(table.platformId, table.createdAt.desc().nullsFirst(), table.seq.desc().nullsFirst()),
  ],
);

/** The first answer to each idempotency key, kept for one day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /**
     * Keyed hash of account, mode and key. The key itself is not stored, because clients choose it and could
     * choose anything.
     */
    keyHash: text().primaryKey(),
    /** The account and the mode of the request; `null` for one of a release that did not note them. */
    accountId: text(),
    livemode: boolean(),
    /** Keyed hash of method, path and all parameters. */
    requestHash: text().notNull(),
    requestId: text().notNull(),
    status: smallint().notNull(),
    body: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [index().on(table.createdAt)],
);
