import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { listed } from '../../kernel/db/columns.js';

// An account has a handful of them, so that lists need no index.
export const paymentMethodConfigurations = pgTable('payment_method_configurations', {
  ...listed,
  name: text().notNull(),
  active: boolean().notNull(),
  /** Types that are switched off. A type that a later release adds is on. */
  switchedOff: jsonb().$type<string[]>().notNull(),
});
