import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const setupAttempts = ownedTable(
  'setup_attempts',
  { ...document<Stripe.SetupAttempt>(), setupIntentId: text().notNull() },
  (table) => newestFirst(table, table.setupIntentId),
);
