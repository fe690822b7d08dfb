import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../db/columns.js';

/** The test clocks, which other objects live by. */
export const testClocks = ownedTable('test_clocks', document<Stripe.TestHelpers.TestClock>(), (table) =>
  newestFirst(table),
);
