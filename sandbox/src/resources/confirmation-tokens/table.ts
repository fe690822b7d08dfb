import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document } from '../../kernel/db/columns.js';
import type { PaymentMethodSource } from '../payment-methods/index.js';

export const confirmationTokens = pgTable('confirmation_tokens', {
  ...document<Stripe.ConfirmationToken>(),
  /** What it pays with: a payment method that was there before, or what one is to be made of. */
  paymentMethodId: text(),
  source: jsonb().$type<PaymentMethodSource>(),
  used: boolean().notNull().default(false),
});
