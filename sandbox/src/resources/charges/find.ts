import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { textAt } from '../../kernel/db/text-at.js';
import { beginnings, hasWords, noted, whole } from '../../kernel/db/words.js';
import { hasPart, isId, isLast4, isSameText, type Owned, related } from '../../kernel/finder/search.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { ofCustomer } from '../customers/index.js';
import { paymentSearch, charges as table } from './table.js';

/** Columns that say to which attempt, and to which payment, an object belongs. */
type OfAttempt = Owned & Record<'chargeId' | 'paymentIntentId', PgColumn>;

/**
 * Finds what belongs to an attempt by who has paid, their email or words of their name, and by the last four digits of what
 * they have paid with.
 */
export function paidBy(of: OfAttempt, text: string, owner: ScopedDatabase): SQL | undefined {
  if (isId(text)) return undefined;
  const ofPayment = related(
    of,
    paymentSearch,
    eq(paymentSearch.id, of.paymentIntentId),
    paymentBy(text, owner),
  );
  const ofCharge = related(of, table, eq(table.id, of.chargeId), chargeBy(text, owner));
  return or(ofPayment, and(isNull(of.paymentIntentId), ofCharge));
}

const paymentBy = (text: string, owner: ScopedDatabase) =>
  or(
    hasWords(
      paymentSearch.words,
      text.includes('@') ? whole(text) : beginnings(text, '@'),
      isLast4(text) ? noted(`last4 ${text}`) : undefined,
    ),
    ofCustomer(owner, paymentSearch.customerId, text),
  );

/** Finds charges that belong to no payment, of which there are few. */
function chargeBy(text: string, owner: ScopedDatabase) {
  const payer = (name: string) => textAt(table.body, 'billing_details', name);
  return or(
    text.includes('@') ? isSameText(payer('email'), text) : hasPart(payer('name'), text),
    ofCustomer(owner, table.customerId, text),
    isLast4(text)
      ? sql`${textAt(table.body, 'payment_method_details', sql`${table.type}`, 'last4')} = ${text}::text`
      : undefined,
  );
}
