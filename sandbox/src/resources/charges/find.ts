import { or, type SQL, sql } from 'drizzle-orm';
import { textAt } from '../../kernel/db/text-at.js';
import { hasPart, isId, isLast4, isSameText, type Owned, related } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { charges as table } from './table.js';

/**
 * Finds what belongs to an attempt by who has paid, their email or a part of their name, and by the last four digits of what
 * they have paid with.
 *
 * @param on Says to which attempt an object belongs.
 */
export function paidBy(of: Owned, on: SQL, text: string): SQL | undefined {
  if (isId(text)) return undefined;
  const payer = (name: string) => textAt(table.body, 'billing_details', name);
  const fits = [
    text.includes('@') ? isSameText(payer('email'), text) : hasPart(payer('name'), text),
    ofCustomer(table, table.customerId, text),
    isLast4(text)
      ? sql`${textAt(table.body, 'payment_method_details', sql`${table.type}`, 'last4')} = ${text}::text`
      : undefined,
  ];
  return related(of, table, on, or(...fits));
}
