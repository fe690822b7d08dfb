import { text } from 'drizzle-orm/pg-core';
import { owned } from '../db/columns.js';
import { time } from '../db/time.js';

/**
 * Returns the columns of a link that is opened once, and then is a visit of the browser that opened it. Of what is secret, only hashes are stored.
 * Each table has its own, because a unique column knows the name of its table.
 */
export const linked = () => ({
  ...owned,
  /** Unique on its own, because a hosted page has nothing else. */
  id: text().notNull().unique(),
  secretHash: text().notNull().unique(),
  expiresAt: time().notNull(),
  /** Hash of the visitor's cookie, once the link was opened. */
  visitHash: text(),
  visitEndsAt: time(),
});
