import { and, count, eq, notInArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { lockCustomer } from '../customers/index.js';
import { liveDiscounts } from '../discounts/index.js';
import { checkMethods, finalize, payingMethod } from '../invoices/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { asksHolder, createOwnSetup } from '../setup-intents/index.js';
import { backdated } from './backdating.js';
import { billPeriod, billsNothing, type HeldInvoice, withPeriods } from './bill.js';
import { withEnd } from './cancel-at.js';
import { addExtras } from './extras.js';
import { newItem, readPrices, refuseMixed } from './items.js';
import type { Billed } from './lines.js';
import { named } from './named.js';
import { keptMethod, newSubscription, withChange } from './object.js';
import type { BeginParams, CreateParams } from './params.js';
import { pay } from './pay.js';
import { withReductions } from './reductions.js';
import { schedule } from './schedule.js';
import { everyOf, spanFrom } from './spans.js';
import { type Start, startOf } from './start.js';
import { type Held, insertSubscription } from './store.js';
import { subscriptions as table } from './table.js';

type Subscription = Stripe.Subscription;

/** The transaction that creates a subscription. */
interface Creation extends Work {
  params: Omit<CreateParams, 'expand'>;
  /** The request that asks for it; `null` for a job. */
  request: Call<unknown> | null;
}

/** Creates a subscription, and bills its first period. */
export async function createSubscription(creation: Creation): Promise<Subscription> {
  const { params } = creation;
  if (params.payment_behavior === 'pending_if_incomplete') throw onlyOnUpdate();
  const customer = await named(lockCustomer(creation, params.customer));
  const call = await onClock(creation, customer.test_clock);
  await refuseTooMany(call, customer);
  await checkMethods(call, customer, params);
  const { billed, subscription } = await begun(call, customer, params);
  return bill({ work: call, customer, subscription }, billed);
}

/** Returns a new subscription of a customer in its first period, with what that costs. Nothing is stored yet. */
export async function begun(
  work: Work,
  customer: Stripe.Customer,
  params: BeginParams,
): Promise<{ billed: Billed[]; subscription: Subscription }> {
  const read = await readPrices(work, params.items, params.currency);
  const currency = params.currency ?? read[0]?.price.currency ?? '';
  const now = seconds(work.now);
  const sold = read.map(({ price }) => price);
  const start = startOf(params, sold, now);
  refuseMixed(params.billing_mode.type, sold);
  const empty = newSubscription(work, { customer, currency }, params);
  const items = read.map(({ given, price, taxRates }) =>
    newItem(work, empty.id, { ...given, price, taxRates }),
  );
  const plain = withChange({ ...empty, items: { ...empty.items, data: items } }, customer, params);
  const draft = await withReductions(work, plain, params);
  const ended = withEnd(work, begin(draft, start, now, params).subscription, params);
  // The end may lie in the first period.
  const { billed, subscription } = begin(ended, start, now, params);
  return { billed: [...backdated(subscription, params, now), ...billed], subscription };
}

const onlyOnUpdate = () =>
  invalidRequest('payment_behavior=pending_if_incomplete is only for the update of a subscription.', {
    param: 'payment_behavior',
  });

/** Largest number of subscriptions of a customer that have not ended: fewer where the customer lives by a test clock. */
const MOST = { clock: 3, wall: 500 };

async function refuseTooMany(work: Work, { id }: Stripe.Customer): Promise<void> {
  const [row] = await work.db
    .select({ held: count() })
    .from(table)
    .where(
      and(
        ownedBy(work, table),
        eq(table.customerId, id),
        notInArray(table.status, ['canceled', 'incomplete_expired']),
      ),
    );
  const most = work.clock === null ? MOST.wall : MOST.clock;
  if ((row?.held ?? 0) < most) return;
  throw invalidRequest(`Customer ${id} already has the maximum of ${most} current subscriptions.`, {
    code: 'customer_max_subscriptions',
    param: 'customer',
  });
}

/** Gives a subscription its first period: that of its trial, or the time until its first renewal. */
function begin(
  before: Subscription,
  { anchor, trialEnd }: Start,
  now: number,
  { proration_behavior: proration }: BeginParams,
): { billed: Billed[]; subscription: Subscription } {
  const billed = before.items.data.map((item): Billed => {
    if (trialEnd !== null) {
      const period = { start: now, end: trialEnd };
      return { item, span: { period, whole: period }, free: 'trial' };
    }
    const span = spanFrom(anchor, everyOf(item.price), now, before.cancel_at);
    const isStub = span.whole.start < now;
    return { item, span, free: isStub && proration === 'none' ? 'stub' : undefined };
  });
  const subscription: Subscription = {
    ...withPeriods(before, billed),
    billing_cycle_anchor: anchor,
    ...(trialEnd !== null && { trial_end: trialEnd, trial_start: now }),
  };
  return { billed, subscription };
}

/** Bills the first period, and collects it: the subscription is created as that leaves it. */
async function bill(start: Held<Creation>, billed: readonly Billed[]): Promise<Subscription> {
  const { work } = start;
  const outbox = work.outbox.ahead();
  const held = await addExtras(start, work.params.add_invoice_items);
  const { customer, subscription: unpaid } = held;
  const method = await payingMethod(work, customer, unpaid);
  const paid = (await billsNothing(held, { billed })) ? null : await payFirst(held, billed, method);
  const subscription: Subscription = {
    ...unpaid,
    ...(paid && kept(unpaid, paid)),
    discounts: await liveDiscounts(work, unpaid.discounts.map(String)),
    latest_invoice: paid?.invoice.id ?? null,
    pending_setup_intent: await setUpLater(held, paid, method),
    status: statusAfter(unpaid, paid),
  };
  await insertSubscription(work, subscription);
  outbox.emit('customer.subscription.created', subscription);
  schedule(work, subscription);
  return subscription;
}

async function payFirst(
  held: Held<Creation>,
  billed: readonly Billed[],
  method: PaymentMethodRow | undefined,
): Promise<HeldInvoice> {
  const { work } = held;
  const now = seconds(work.now);
  const period = { start: now, end: now };
  const draft = await billPeriod(
    held,
    { billed },
    { reason: 'subscription_create', period, advances: false },
  );
  const { off_session: offSession, payment_behavior: behavior } = work.params;
  const origin = work.request?.origin ?? null;
  return pay(await finalize(draft), { behavior, isAutomatic: false, method, offSession, origin });
}

function statusAfter({ trial_end: trial }: Subscription, paid: HeldInvoice | null): Subscription['status'] {
  const isSettled = !paid || paid.invoice.status === 'paid' || paid.intent?.status === 'processing';
  if (!isSettled && paid.invoice.collection_method !== 'send_invoice') return 'incomplete';
  return trial === null ? 'active' : 'trialing';
}

/** Returns the payment method that the subscription keeps because it was paid with. */
const kept = (subscription: Subscription, { intent, invoice }: HeldInvoice): Partial<Subscription> =>
  invoice.status === 'paid' ? keptMethod(subscription, intent?.payment_method ?? null) : {};

/**
 * Creates the intent that sets up a payment method, where nothing has to be paid yet: the customer has none, or their bank
 * still has to ask.
 */
async function setUpLater(
  { customer, subscription, work }: Held<Creation>,
  paid: HeldInvoice | null,
  method: PaymentMethodRow | undefined,
): Promise<string | null> {
  if ((paid && paid.invoice.amount_due > 0) || subscription.collection_method === 'send_invoice') return null;
  if (method && !asksHolder(method)) return null;
  // Nobody waits for a job with a page in which it could be set up.
  if (!work.request) return null;
  const types = (subscription.payment_settings?.payment_method_types ?? null) as string[] | null;
  const { id, status } = await createOwnSetup(work.request, { customer: customer.id, method, types });
  return status === 'succeeded' ? null : id;
}
