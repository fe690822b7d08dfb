import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { amounts, isAmount } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { isId, isLast4 } from '../../kernel/finder/search.js';
import { type FinderCall, SEARCH } from '../../kernel/listing.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { type List, list } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { methods } from '../../methods/index.js';
import { ofCustomer } from '../customers/index.js';
import { STATES } from './states.js';
import { paymentIntents as payments, paymentSearch as table } from './table.js';

const money = { amount: sql`${table.amount}`, currency: sql`${table.currency}` };

/** How people find payments in the dashboard. */
export const finder = createFinder(
  [
    {
      name: SEARCH,
      label: 'Email, last four digits, amount, id, name, description or metadata',
      kind: 'text',
      where: searched,
    },
    choice('status', 'Status', STATES, statusIs),
    choice('method', 'Method', methods.types, (type) => has(table.attempts, `type ${type}`)),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  read,
);

async function read(call: FinderCall, conditions: (SQL | undefined)[]): Promise<List<Stripe.PaymentIntent>> {
  const page = await list(call, table, 'payment_intent', conditions, ({ id }) => id);
  return { ...page, data: await load(call, page.data) };
}

/** Loads payments, in the order of their ids. */
async function load(owner: ScopedDatabase, ids: readonly string[]): Promise<Stripe.PaymentIntent[]> {
  const rows = await owner.db
    .select({ body: payments.body })
    .from(payments)
    .where(and(ownedBy(owner, payments), inArray(payments.id, [...ids])));
  const found = new Map(rows.map(({ body }) => [body.id, body]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Keeps payments that have a text between line breaks. */
const has = (column: PgColumn, text: string): SQL => hasPart(column, `\n${text}\n`);

/** Keeps payments that have a part of a text, which is stored in small letters. */
const hasPart = (column: PgColumn, text: string): SQL => sql`strpos(${column}, lower(${text}::text)) > 0`;

function statusIs(status: string): SQL {
  switch (status) {
    case 'refunded':
    case 'disputed':
      return has(table.attempts, status);
    case 'requires_payment_method':
      return sql`${table.state} in (${status}, 'declined')`;
    default:
      return eq(table.state, status);
  }
}

/** Keeps payments of which an attempt has a name with this part. */
function ofPayer(name: string): SQL | undefined {
  const pattern = `\nname [^\n]*${name.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, '\\$&')}`;
  return and(hasPart(table.attempts, name), sql`${table.attempts} ~ ${pattern}::text`);
}

/** Finds what a person types by what it looks like. */
function searched(text: string): SQL | undefined {
  const isEmail = text.includes('@');
  const isKnown = or(
    has(table.marks, text),
    ofCustomer(table, table.customerId, text),
    isAmount(money, text),
  );
  if (isId(text)) return or(eq(table.id, text), has(table.attempts, text), isKnown);
  if (isEmail) return or(has(table.attempts, text), isKnown);
  return or(
    isLast4(text) ? has(table.attempts, `last4 ${text}`) : undefined,
    hasPart(table.description, text),
    ofPayer(text),
    isKnown,
  );
}
