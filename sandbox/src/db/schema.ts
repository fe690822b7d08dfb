import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import type { StoredAccount, TokenAccount } from '../banks/stored-account.js';
import type { StoredCard } from '../cards/stored-card.js';

/** Whose object it is, in which of the two worlds, and since when. Every object of the API has these columns. */
const owned = {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  livemode: boolean().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
};

/** What every process on this database must agree on, such as the secret that keys and cards are hashed with. */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});

export const accounts = pgTable('accounts', {
  id: text().primaryKey(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});

export const apiKeys = pgTable('api_keys', {
  ...owned,
  kind: text({ enum: ['publishable', 'secret'] }).notNull(),
  /** A keyed hash of the whole key: what a request is looked up by. */
  hash: text().notNull().unique(),
  last4: text().notNull(),
  /** The key itself, where it may be shown again: publishable keys, and the secret key of test mode. */
  plaintext: text(),
});

export const tokens = pgTable('tokens', {
  ...owned,
  /** Of a card: these three, and of a bank account the fourth. */
  cardId: text(),
  card: jsonb().$type<StoredCard>(),
  /** The cardholder's name and address, as sent along with the number. */
  cardholder: jsonb().$type<Cardholder>(),
  bankAccount: jsonb().$type<TokenAccount>(),
  clientIp: text(),
  used: boolean().notNull().default(false),
});

export const paymentMethods = pgTable('payment_methods', {
  ...owned,
  /** Either a card or a bank account. */
  card: jsonb().$type<StoredCard>(),
  bankAccount: jsonb().$type<StoredAccount>(),
  billingDetails: jsonb().$type<BillingDetails>().notNull(),
  metadata: jsonb().$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`),
  allowRedisplay: text({ enum: ['always', 'limited', 'unspecified'] }).notNull(),
});

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
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.createdAt)],
);

export interface Cardholder {
  name: string | null;
  address_line1: string | null;
  address_line2: string | null;
  address_city: string | null;
  address_state: string | null;
  address_zip: string | null;
  address_country: string | null;
  currency: string | null;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export interface BillingDetails {
  address: Address;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: string | null;
}
