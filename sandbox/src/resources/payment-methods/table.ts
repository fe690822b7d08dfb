import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst } from '../../kernel/db/columns.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import type { StoredAccount } from '../../methods/sepa-debit/stored-account.js';
import type { BillingDetails } from './billing-details.js';

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
