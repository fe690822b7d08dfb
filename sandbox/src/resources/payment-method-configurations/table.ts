import { boolean, jsonb, text } from 'drizzle-orm/pg-core';
import { listed, ownedTable } from '../../kernel/db/columns.js';

// An account has a handful of them, so that lists need no index.
export const paymentMethodConfigurations = ownedTable('payment_method_configurations', {
  ...listed,
  name: text().notNull(),
  active: boolean().notNull(),
  /** Types that are switched off. A type that a later release adds is on. */
  switchedOff: jsonb().$type<string[]>().notNull(),
});
