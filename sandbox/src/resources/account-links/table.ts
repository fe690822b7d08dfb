import { boolean, text } from 'drizzle-orm/pg-core';
import { owned, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/**
 * The links that a platform gives to the holders of its accounts, each for one visit of a hosted page. The
 * platform owns them. Of what is secret, only hashes are stored.
 */
export const accountLinks = ownedTable('account_links', {
  ...owned,
  /** Unique on its own, because the hosted page has nothing else. */
  id: text().notNull().unique(),
  /** The account that the link is for. */
  connectedId: text().notNull(),
  purpose: text({ enum: ['onboarding', 'update', 'login'] }).notNull(),
  /** Whether the page also asks for what is due later. */
  eventually: boolean().notNull(),
  /** Address that a used or expired link leads to; `null` where it leads nowhere. */
  refreshUrl: text(),
  /** Address that the visit leads back to; `null` where it has none. */
  returnUrl: text(),
  secretHash: text().notNull().unique(),
  expiresAt: time().notNull(),
  /** Hash of the visitor's cookie, once the link was opened. */
  visitHash: text(),
  visitEndsAt: time(),
});
