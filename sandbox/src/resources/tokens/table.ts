import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { owned } from '../../kernel/db/columns.js';

export const tokens = pgTable('tokens', {
  ...owned,
  /** Its kind: `bank_account`, `cvc_update`. */
  type: text().notNull(),
  /** All that is kept of what was sent, as the kind's definition has it. */
  details: jsonb().$type<object>().notNull(),
  clientIp: text(),
  used: boolean().notNull().default(false),
});
