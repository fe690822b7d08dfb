import { index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { owned, ownedTable } from '../kernel/db/columns.js';

/** The questions of an issuer to cardholders, each for an intent. The bank's page knows only their ids. */
export const authentications = ownedTable(
  'authentications',
  {
    ...owned,
    /** Unique on its own, because the bank's page has nothing else. */
    id: text().notNull().unique(),
    intent: text({ enum: ['payment_intent', 'setup_intent'] }).notNull(),
    intentId: text().notNull(),
    paymentMethodId: text().notNull(),
    /**
     * Properties of the payment method's details that are true only of this attempt, such as that a security
     * code was typed for it.
     */
    forPayment: jsonb().$type<object>().notNull(),
    status: text({ enum: ['pending', 'succeeded', 'failed', 'canceled'] }).notNull(),
    /** Address that the bank's page leads back to; `null` where it is shown in a frame of the host. */
    returnUrl: text(),
    /** Origin of the shop's page, where a page has begun the payment over HTTPS. */
    payeeOrigin: text(),
  },
  (table) => [index().on(table.intentId)],
);

/** Passkeys of cardholders at the test bank, each for a card. The id is that of the credential. */
export const passkeys = ownedTable(
  'passkeys',
  {
    ...owned,
    cardFingerprint: text().notNull(),
    /** SubjectPublicKeyInfo in DER, as base64url. */
    publicKey: text().notNull(),
    /** How often the authenticator has signed, as it counts; many do not, and say 0. */
    signCount: integer().notNull(),
  },
  (table) => [index().on(table.accountId, table.livemode, table.cardFingerprint)],
);
