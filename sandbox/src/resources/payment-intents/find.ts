import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { beginnings, hasWords, noted, whole } from '../../kernel/db/words.js';
import { amounts, isAmount } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { fewOrMany } from '../../kernel/finder/few.js';
import { type Asking, createFinder } from '../../kernel/finder/finder.js';
import { isId, isLast4 } from '../../kernel/finder/search.js';
import { type FinderCall, SEARCH } from '../../kernel/listing.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { type List, list } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { methods } from '../../methods/index.js';
import { paymentSearch as table } from '../charges/index.js';
import { ofCustomer } from '../customers/index.js';
import { STATES } from './states.js';
import { paymentIntents as payments } from './table.js';

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
    choice('method', 'Method', methods.types, (type) => has(`type ${type}`)),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  read,
);

async function read(call: FinderCall, conditions: (SQL | undefined)[]): Promise<List<Stripe.PaymentIntent>> {
  const filters = await fewOrMany(call, table, conditions);
  const page = await list(call, table, 'payment_intent', [...filters], ({ id }) => id);
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

const has = (...texts: string[]): SQL => hasWords(table.words, ...texts.map(noted));

function statusIs(status: string): SQL {
  if (status === 'refunded' || status === 'disputed') return has(status);
  return status === 'requires_payment_method'
    ? has(`state ${status}`, 'state declined')
    : has(`state ${status}`);
}

/** Finds what a person types by what it looks like. */
function searched(text: string, call: Asking): SQL | undefined {
  const isText = !isId(text) && !text.includes('@');
  return or(
    hasWords(
      table.words,
      whole(text),
      isText ? beginnings(text) : undefined,
      isLast4(text) ? noted(`last4 ${text}`) : undefined,
    ),
    isId(text) ? eq(table.id, text) : undefined,
    ofCustomer(call, table.customerId, text),
    isAmount(money, text),
  );
}
