import { pgTable } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document } from '../../kernel/db/columns.js';

export const customerSessions = pgTable('customer_sessions', document<Stripe.CustomerSession>());
