import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { owned } from '../../kernel/db/columns.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import type { TokenAccount } from '../../methods/sepa-debit/stored-account.js';
import type { Cardholder } from './cardholder.js';

export const tokens = pgTable('tokens', {
  ...owned,
  /** Of a card: these three, and of a bank account the fourth. */
  cardId: text(),
  card: jsonb().$type<StoredCard>(),
  /** The cardholder's name and address, as sent along with the number. */
  cardholder: jsonb().$type<Cardholder>(),
  bankAccount: jsonb().$type<TokenAccount>(),
  clientIp: text(),
  used: boolean().notNull().default(false),
});
