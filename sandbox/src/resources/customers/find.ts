import { eq, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { textAt } from '../../kernel/db/text-at.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { hasPart, isId, isSameText, type Owned, related, search } from '../../kernel/finder/search.js';
import { savedWithLast4 } from '../payment-methods/index.js';
import { customers } from './customers.js';
import { customers as table } from './table.js';

const name = textAt(table.body, 'name');

/** How people find customers in the dashboard. Those of test clocks are among them. */
export const finder = createFinder(
  [
    search('Email, name, phone, last four digits, id, description or metadata', {
      ids: [table.id],
      emails: [table.email],
      texts: [name, textAt(table.body, 'phone'), textAt(table.body, 'description')],
      body: table.body,
      beyond: (text) => savedWithLast4(table, table.id, text),
    }),
    ...days(table.createdAt),
  ],
  (call, conditions) => customers.list(call, eq(table.deleted, false), ...conditions),
);

/** Finds what belongs to a customer with this email, or with this text in the name. */
export const ofCustomer = (of: Owned, customerId: PgColumn, text: string): SQL | undefined => {
  if (isId(text)) return undefined;
  const isTheirs = text.includes('@') ? isSameText(table.email, text) : hasPart(name, text);
  return related(of, table, eq(table.id, customerId), isTheirs);
};
