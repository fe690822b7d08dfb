import { pgTable } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document } from '../../kernel/db/columns.js';

/** A holder's consent to debits of an account. */
export const mandates = pgTable('mandates', document<Stripe.Mandate>());
