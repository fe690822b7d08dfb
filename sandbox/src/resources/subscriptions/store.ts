import { and, eq, inArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { insertion, removing, selection } from '../../kernel/db/statement.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { found, ownedBy } from '../../kernel/store/owner.js';
import { customers } from '../customers/index.js';
import { subscriptionItems, subscriptions as table } from './table.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

export const subscriptions: Documents<typeof table> = documents(table, 'subscription');

/** Loads a subscription; `undefined` where the account has none with this id. */
export const { load: loadSubscription } = subscriptions;

/** A subscription that nobody else changes until the transaction ends, with its customer, who is locked as well. */
export interface Held<Own extends Work = Work> {
  /** The transaction, at the time of the subscription's clock. */
  work: Own;
  subscription: Subscription;
  customer: Stripe.Customer;
}

/**
 * Locks a subscription, after its customer: all transactions lock in this order, so that no two wait for each other.
 *
 * @throws ApiError 404 `resource_missing` at `param`; 400 while its test clock is being advanced.
 */
export async function holdSubscription<Own extends Work>(
  request: Own,
  id: string,
  param = 'id',
): Promise<Held<Own>> {
  return holdFound(request, await subscriptions.find(request, id, param), param);
}

/** Locks a subscription that was found, like `holdSubscription`. */
export async function holdFound<Own extends Work>(
  request: Own,
  { id, customerId }: Pick<typeof table.$inferSelect, 'customerId' | 'id'>,
  param = 'id',
): Promise<Held<Own>> {
  const { body: customer } = await customers.lock(request, customerId);
  const { body: subscription } = await subscriptions.lock(request, id, param);
  return { work: await onClock(request, subscription.test_clock), subscription, customer };
}

/** Saves a new subscription. */
export async function insertSubscription(work: Work, body: Subscription): Promise<void> {
  await subscriptions.insert(work, {
    id: body.id,
    body,
    customerId: String(body.customer),
    testClock: work.clock,
    ...columnsOf(body),
  });
  for (const item of body.items.data) await insertItem(work, item);
}

/** Saves a change of a subscription, which has to be locked, and tells of it where there is one. */
export async function changeSubscription(
  work: Work,
  before: Subscription,
  change: Partial<Subscription>,
  outbox: Pick<Work['outbox'], 'emit'> = work.outbox,
): Promise<Subscription> {
  const after: Subscription = { ...before, ...change };
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return before;
  await storeSubscription(work, after);
  outbox.emit('customer.subscription.updated', after, previous);
  return after;
}

/** Saves a subscription after a change of which the caller tells. */
export const storeSubscription = (work: Work, after: Subscription): Promise<void> =>
  subscriptions.replace(work, after.id, { body: after, ...columnsOf(after) });

const at = (time: number) => new Date(time * 1000);

const columnsOf = (subscription: Subscription) => ({
  collectionMethod: subscription.collection_method,
  periodEnd: at(periodEndOf(subscription)),
  periodStart: at(Math.min(...subscription.items.data.map((item) => item.current_period_start))),
  setupIntentId: subscription.pending_setup_intent && String(subscription.pending_setup_intent),
  status: subscription.status,
});

/** Returns the end of the period of a subscription that ends first, or last. */
export const periodEndOf = ({ items }: Subscription, which: 'first' | 'last' = 'first'): number =>
  (which === 'first' ? Math.min : Math.max)(...items.data.map((item) => item.current_period_end));

/** Returns the subscription of a customer that is billed next; `undefined` where none goes on. */
export async function nextOf(work: Work, customer: string): Promise<string | undefined> {
  const [row] = await work.db
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        ownedBy(work, table),
        eq(table.customerId, customer),
        inArray(table.status, ['active', 'past_due', 'trialing', 'unpaid']),
      ),
    )
    .orderBy(table.periodEnd, table.seq)
    .limit(1);
  return row?.id;
}

const insertRow = insertion(subscriptionItems);
const findRow = selection(subscriptionItems);
const removeRow = removing(subscriptionItems);

/** Notes which subscription an item belongs to. */
const insertItem = (work: Work, { id, price, subscription }: Item): Promise<unknown> =>
  insertRow(work.db, {
    id,
    accountId: work.accountId,
    livemode: work.livemode,
    createdAt: work.now,
    priceId: price.id,
    subscriptionId: subscription,
  });

/** Notes which items a subscription has after a change, and of which prices they are. */
export async function replaceItems(work: Work, before: Subscription, after: Subscription): Promise<void> {
  const [old, now] = [before.items.data, after.items.data];
  const isIn = (all: readonly Item[], { id, price }: Item) =>
    all.some((one) => one.id === id && one.price.id === price.id);
  for (const item of old) if (!isIn(now, item)) await removeRow(work, item.id);
  for (const item of now) if (!isIn(old, item)) await insertItem(work, item);
}

/** @throws ApiError 404 `resource_missing` at `param`. */
export async function subscriptionOfItem(
  owner: ScopedDatabase,
  id: string,
  param = 'id',
): Promise<{ item: Item; subscription: Subscription }> {
  const kind = 'subscription_item';
  const { subscriptionId } = found(await findRow(owner, id), { kind, id, param });
  const { body: subscription } = await subscriptions.find(owner, subscriptionId);
  const item = subscription.items.data.find((one) => one.id === id);
  return { item: found(item, { kind, id, param }), subscription };
}

export async function loadItem(owner: ScopedDatabase, id: string): Promise<Item | undefined> {
  return (await findRow(owner, id)) && (await subscriptionOfItem(owner, id)).item;
}
