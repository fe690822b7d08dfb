import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { lockTimeout } from '../../kernel/errors.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { customers } from '../customers/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { setupIntents } from '../setup-intents/index.js';
import { checkoutSessions as table } from './table.js';

export type Session = Stripe.Checkout.Session;
export type SessionRow = typeof table.$inferSelect;

export const sessions: Documents<typeof table> = documents(table, 'checkout.session');

/** A session that nobody else changes until the transaction ends, with all that it takes to pay. */
export interface Held<Own extends Work = Work> {
  /** The transaction, at the time of the session's clock. */
  work: Own;
  row: SessionRow;
  /** The payment that was tried last. */
  intent: Stripe.PaymentIntent | null;
  /** The set-up that waits for its holder. */
  setup: Stripe.SetupIntent | null;
}

/**
 * Locks a session, after its payment and its customer: all transactions lock in this order, so that no two wait for each other.
 *
 * @throws ApiError 404 `resource_missing` at `param`; 429 where another tab has begun a payment meanwhile.
 */
export async function holdSession<Own extends Work>(
  request: Own,
  id: string,
  param = 'session',
): Promise<Held<Own>> {
  const known = await sessions.find(request, id, param);
  const { customerId, paymentIntentId, setupIntentId } = known;
  const intent = paymentIntentId ? (await paymentIntents.lock(request, paymentIntentId)).body : null;
  const setup = setupIntentId ? (await setupIntents.lock(request, setupIntentId)).body : null;
  if (customerId) await customers.lock(request, customerId);
  const row = await sessions.lock(request, id, param);
  const isSame = (['customerId', 'paymentIntentId', 'setupIntentId'] as const).every(
    (name) => row[name] === known[name],
  );
  if (!isSame) throw lockTimeout();
  return { work: await onClock(request, row.testClock), row, intent, setup };
}

/** Saves a session after a change. */
export async function saveSession(
  work: Work,
  before: SessionRow,
  change: Partial<
    Omit<SessionRow, 'id' | 'accountId' | 'livemode' | 'createdAt' | 'seq' | 'status' | 'email'>
  >,
): Promise<SessionRow> {
  const row = { ...before, ...change };
  const columns = { status: String(row.body.status), email: row.body.customer_details?.email ?? null };
  await sessions.replace(work, row.id, { ...change, ...columns });
  return { ...row, ...columns };
}

/** Finds the session that waits for an intent, or whose subscription waits for its first payment. */
export async function sessionWith(
  owner: ScopedDatabase,
  column: 'paymentIntentId' | 'setupIntentId',
  id: string,
): Promise<SessionRow | undefined> {
  const [row] = await owner.db
    .select()
    .from(table)
    .where(and(ownedBy(owner, table), eq(table[column], id)));
  return row;
}
/** Finds a session by what only its customer knows: the id in the address of its page. */
export async function sessionOfPage(db: ScopedDatabase['db'], id: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), eq(table.livemode, false)));
  return row;
}
