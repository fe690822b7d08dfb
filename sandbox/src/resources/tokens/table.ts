import { boolean, jsonb, text } from 'drizzle-orm/pg-core';
import { owned, ownedTable } from '../../kernel/db/columns.js';

export const tokens = ownedTable('tokens', {
  ...owned,
  /** Its kind: `bank_account`, `cvc_update`. */
  type: text().notNull(),
  /** All data that is stored of the parameters, in the form of the kind's definition. */
  details: jsonb().$type<object>().notNull(),
  clientIp: text(),
  used: boolean().notNull().default(false),
});
