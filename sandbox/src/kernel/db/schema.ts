import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  type ExtraConfigColumn,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import type { Permissions } from '../../api-keys/permissions.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import type { StoredAccount, TokenAccount } from '../../methods/sepa-debit/stored-account.js';

const time = () => timestamp({ withTimezone: true });

/** Whose object it is, in which of the two worlds, and since when. Every object of the API has these columns. */
const owned = {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  livemode: boolean().notNull(),
  createdAt: time().notNull(),
};

/** The order in which objects were made, also within one millisecond: what lists are sorted and paged by. */
const listed = {
  ...owned,
  seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
};

/**
 * An object that is kept as the API shows it to a secret key. `json`, not `jsonb`: it is never searched in, is written
 * faster, and its properties keep their order.
 */
const document = <Body>() => ({ ...listed, body: json().$type<Body>().notNull() });

// In a query `desc` puts nulls first, in an index last: told otherwise, the index would not serve the query.
const newest = (column: ExtraConfigColumn) => column.desc().nullsFirst();

/** Serves the list of all objects of an account, newest first; `of` those that belong to another object. */
const newestFirst = (
  table: Record<'accountId' | 'livemode' | 'createdAt' | 'seq', ExtraConfigColumn>,
  ...of: ExtraConfigColumn[]
) => [
  index().on(table.accountId, table.livemode, newest(table.createdAt), newest(table.seq)),
  ...of.map((column) => index().on(column, newest(table.createdAt), newest(table.seq))),
];

/** What every process on this database must agree on, such as the secret that keys and cards are hashed with. */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});

export const accounts = pgTable('accounts', {
  id: text().primaryKey(),
  createdAt: time().notNull(),
  /** Of a connected account: the platform that made it, and the object that the platform sees. */
  platformId: text(),
  body: json().$type<Stripe.Account>(),
});

export const apiKeys = pgTable('api_keys', {
  ...owned,
  kind: text({ enum: ['publishable', 'secret', 'restricted'] }).notNull(),
  /** A keyed hash of the whole key: what a request is looked up by. */
  hash: text().notNull().unique(),
  last4: text().notNull(),
  /** The key itself, where it may be shown again: publishable keys, and the secret and restricted keys of test mode. */
  plaintext: text(),
  /** What its owner calls it. */
  note: text().notNull().default(''),
  /** Of a restricted key: the resources that it may read, or read and write. */
  permissions: jsonb().$type<Permissions>(),
  /** Of a publishable key: the origins of the pages that it works on, or of all. */
  origins: text().array(),
  /** Of any other key: the addresses, or ranges of them, that it works from, or of all. */
  ipRanges: text().array(),
  /** From when on it is refused: it was rolled, or revoked. */
  expiresAt: time(),
  lastUsedAt: time(),
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

export const paymentMethods = pgTable(
  'payment_methods',
  {
    ...listed,
    /** The customer that it is attached to. */
    customerId: text(),
    /** Either a card or a bank account. */
    card: jsonb().$type<StoredCard>(),
    bankAccount: jsonb().$type<StoredAccount>(),
    billingDetails: jsonb().$type<BillingDetails>().notNull(),
    metadata: jsonb().$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`),
    allowRedisplay: text({ enum: ['always', 'limited', 'unspecified'] }).notNull(),
    /** It was used without a customer, or detached from one, and can't be used again. */
    consumed: boolean().notNull().default(false),
    /** The holder agreed to later payments, and was authenticated for them where the card asks for that. */
    setUp: boolean().notNull().default(false),
  },
  (table) => newestFirst(table, table.customerId),
);

export const customers = pgTable(
  'customers',
  { ...document<Stripe.Customer>(), email: text(), deleted: boolean().notNull().default(false) },
  (table) => newestFirst(table, table.email),
);

export const paymentIntents = pgTable(
  'payment_intents',
  { ...document<Stripe.PaymentIntent>(), customerId: text() },
  (table) => newestFirst(table, table.customerId),
);

export const setupIntents = pgTable(
  'setup_intents',
  { ...document<Stripe.SetupIntent>(), customerId: text(), paymentMethodId: text() },
  (table) => newestFirst(table, table.customerId, table.paymentMethodId),
);

export const setupAttempts = pgTable(
  'setup_attempts',
  { ...document<Stripe.SetupAttempt>(), setupIntentId: text().notNull() },
  (table) => newestFirst(table, table.setupIntentId),
);

/** A holder's consent to debits of an account. */
export const mandates = pgTable('mandates', document<Stripe.Mandate>());

/** One time that the issuer asks the cardholder, for an intent; its id is all that the bank's page knows. */
export const authentications = pgTable(
  'authentications',
  {
    ...owned,
    intent: text({ enum: ['payment_intent', 'setup_intent'] }).notNull(),
    intentId: text().notNull(),
    paymentMethodId: text().notNull(),
    /** Whether a security code came with the attempt: it is checked once the holder has been. */
    cvcProvided: boolean().notNull(),
    status: text({ enum: ['pending', 'succeeded', 'failed', 'canceled'] }).notNull(),
    /** Where the bank's page leads back to; nothing where it is shown in a frame of the host. */
    returnUrl: text(),
  },
  (table) => [index().on(table.intentId)],
);

export const confirmationTokens = pgTable('confirmation_tokens', {
  ...document<Stripe.ConfirmationToken>(),
  /** What it pays with: a payment method that was there before, or what one is to be made of. */
  paymentMethodId: text(),
  source: jsonb().$type<PaymentMethodSource>(),
  used: boolean().notNull().default(false),
});

export const charges = pgTable(
  'charges',
  {
    ...document<Stripe.Charge>(),
    paymentIntentId: text(),
    customerId: text(),
    /** What was charged, with the behaviour that refunds and disputes follow. */
    card: jsonb().$type<StoredCard>(),
    bankAccount: jsonb().$type<StoredAccount>(),
  },
  (table) => newestFirst(table, table.paymentIntentId, table.customerId),
);

export const refunds = pgTable(
  'refunds',
  { ...document<Stripe.Refund>(), chargeId: text().notNull(), paymentIntentId: text() },
  (table) => newestFirst(table, table.chargeId, table.paymentIntentId),
);

export const disputes = pgTable(
  'disputes',
  { ...document<Stripe.Dispute>(), chargeId: text().notNull(), paymentIntentId: text() },
  (table) => newestFirst(table, table.chargeId, table.paymentIntentId),
);

/** The ledger: rows are added, never changed, and the balance is their sum. */
export const balanceTransactions = pgTable(
  'balance_transactions',
  {
    ...document<Stripe.BalanceTransaction>(),
    /** The charge, refund or dispute that it is of. */
    sourceId: text().notNull(),
    type: text().notNull(),
    currency: text().notNull(),
    /** In the currency's smallest unit: what the balance changes by. */
    net: bigint({ mode: 'number' }).notNull(),
    availableOn: time().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.sourceId),
    index().on(table.accountId, table.livemode, table.currency, table.availableOn),
  ],
);

export const events = pgTable(
  'events',
  {
    ...listed,
    type: text().notNull(),
    /** The object that it tells of: what deliveries keep their order by. */
    objectId: text().notNull(),
    /** The object as it was, and what it was before. */
    data: json().$type<Stripe.Event.Data>().notNull(),
    /** The request that it comes from, where one did. */
    requestId: text(),
    idempotencyKey: text(),
  },
  (table) => newestFirst(table, table.objectId),
);

export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    ...document<Stripe.WebhookEndpoint>(),
    /** What deliveries are signed with. */
    secret: text().notNull(),
    /** The types of event that it is sent; `*` is all of them. Nothing where it is disabled. */
    listensTo: text().array().notNull(),
  },
  (table) => newestFirst(table),
);

/** An event on its way to an endpoint, and how it went. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    ...listed,
    eventId: text().notNull(),
    endpointId: text().notNull(),
    objectId: text().notNull(),
    status: text({ enum: ['pending', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    lastAttemptAt: time(),
    /** When it is tried again, after a failure. */
    nextAttemptAt: time(),
    /** Until when a worker that is sending it has it for itself; longer than that takes only one that has died. */
    claimedUntil: time(),
    /** What the endpoint answered last, or why there was no answer. */
    responseStatus: smallint(),
    failure: text(),
  },
  (table) => [
    ...newestFirst(table, table.eventId, table.endpointId),
    index().on(table.endpointId, table.objectId, table.seq).where(sql`status = 'pending'`),
  ],
);

/** The ids of live objects. All else of them is at the upstream. */
export const liveObjects = pgTable('live_objects', {
  id: text().primaryKey(),
  accountId: text()
    .notNull()
    .references(() => accounts.id),
  createdAt: time().notNull(),
});

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

/** What a payment method is made of. */
export interface PaymentMethodSource {
  card: StoredCard | null;
  bankAccount: StoredAccount | null;
  billingDetails: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: 'always' | 'limited' | 'unspecified';
}
