import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import type { StoredAccount } from '../../methods/sepa-debit/stored-account.js';

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
