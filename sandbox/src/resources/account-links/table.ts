import { boolean, text } from 'drizzle-orm/pg-core';
import { ownedTable } from '../../kernel/db/columns.js';
import { linked } from '../../kernel/links/columns.js';

/** The links that a platform gives to the holders of its accounts, each for one visit of a hosted page. The platform owns them. */
export const accountLinks = ownedTable('account_links', {
  ...linked(),
  /** The account that the link is for. */
  connectedId: text().notNull(),
  purpose: text({ enum: ['onboarding', 'update', 'login'] }).notNull(),
  /** Whether the page also asks for what is due later. */
  eventually: boolean().notNull(),
  /** Address that a used or expired link leads to; `null` where it leads nowhere. */
  refreshUrl: text(),
  /** Address that the visit leads back to; `null` where it has none. */
  returnUrl: text(),
});
