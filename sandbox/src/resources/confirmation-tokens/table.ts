import { boolean, jsonb, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, ownedTable } from '../../kernel/db/columns.js';
import type { PaymentMethodSource } from '../payment-methods/index.js';

export const confirmationTokens = ownedTable('confirmation_tokens', {
  ...document<Stripe.ConfirmationToken>(),
  /** Payment method that it pays with, if it existed before; otherwise one is created from `source`. */
  paymentMethodId: text(),
  source: jsonb().$type<PaymentMethodSource>(),
  used: boolean().notNull().default(false),
});
