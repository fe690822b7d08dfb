import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import type { BillingDetails, MethodType } from '../../methods/index.js';

export const paymentMethods = ownedTable(
  'payment_methods',
  {
    ...listed,
    /** Customer that it is attached to. */
    customerId: text(),
    type: text().$type<MethodType>().notNull(),
    /** All data that is stored of the card or the account, in the form of the type's definition. */
    details: jsonb().$type<object>().notNull(),
    billingDetails: jsonb().$type<BillingDetails>().notNull(),
    metadata: jsonb().$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`),
    allowRedisplay: text({ enum: ['always', 'limited', 'unspecified'] }).notNull(),
    /** Whether it was used without a customer, or detached from one, and can't be used again. */
    consumed: boolean().notNull().default(false),
    /**
     * Whether the holder agreed to later payments, and was authenticated for them where the type asks for
     * that.
     */
    setUp: boolean().notNull().default(false),
    /** The customer whose default it becomes once it is saved with them, because its holder wants that. */
    defaultFor: text(),
  },
  (table) => [
    ...newestFirst(table, table.customerId),
    // Only those that are attached are found.
    index('payment_methods_last4_index')
      .on(sql`(${table.details} ->> 'last4')`)
      .where(sql`${table.customerId} is not null`),
  ],
);
