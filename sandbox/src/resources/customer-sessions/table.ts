import type Stripe from 'stripe';
import { document, ownedTable } from '../../kernel/db/columns.js';

export const customerSessions = ownedTable('customer_sessions', document<Stripe.CustomerSession>());
