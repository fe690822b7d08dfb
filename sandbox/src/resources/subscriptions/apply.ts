import type Stripe from 'stripe';
import type { Outbox, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { lockCustomer } from '../customers/index.js';
import { finalize, payingMethod } from '../invoices/index.js';
import { billPeriod, billsNothing, type HeldInvoice } from './bill.js';
import type { Changed } from './change.js';
import type { PaymentBehavior } from './params.js';
import { pay } from './pay.js';
import { pendingUpdate, waitForPayment } from './pending.js';
import { addProrations } from './prorations.js';
import { changeSubscription, type Held, replaceItems, subscriptions } from './store.js';
import { addUsage } from './usage.js';

type Subscription = Stripe.Subscription;

/** How a change is billed. */
export interface Billing {
  /** Whether no request asks for the change. */
  isAutomatic?: boolean | undefined;
  offSession: boolean;
  /** The platform's origin; `null` for a job. */
  origin: string | null;
  payment_behavior: PaymentBehavior;
  proration_behavior: 'always_invoice' | 'create_prorations' | 'none';
}

/**
 * Changes a subscription, and bills what has to be paid for that now. All else waits for its next invoice.
 *
 * @throws ApiError 402 if the payment fails and nothing should change in that case.
 */
export async function applyChange(
  { customer, subscription: before, work }: Held,
  { billed, prorations, subscription: after, used }: Changed,
  billing: Billing,
): Promise<Subscription> {
  const changed = { customer, subscription: after, work };
  await addProrations(changed, prorations);
  if (billed === null) await addUsage(changed, used);
  const costs = prorations.length + used.length > 0;
  const bills = billed !== null || (billing.proration_behavior === 'always_invoice' && costs);
  const outbox = work.outbox.ahead();
  const dues = billed === null ? {} : { billed, used };
  if (!bills || (await billsNothing(changed, dues))) return save(work, before, after, outbox);
  const held = { ...changed, customer: await lockCustomer(work, customer.id) };
  const now = seconds(work.now);
  const draft = await billPeriod(held, dues, {
    reason: 'subscription_update',
    period: { start: now, end: now },
    // Of a subscription whose collection is paused, every invoice is held back.
    advances: after.pause_collection !== null,
  });
  if (after.pause_collection)
    return save(work, before, { ...after, latest_invoice: draft.invoice.id }, outbox);
  return billing.payment_behavior === 'pending_if_incomplete'
    ? paidFirst(before, after, draft, { billing, outbox })
    : paidAfter(before, after, draft, { billing, outbox });
}

type Ahead = { billing: Billing; outbox: Pick<Outbox, 'emit'> };

/** The change counts, whether it is paid or not. */
async function paidAfter(
  before: Subscription,
  after: Subscription,
  draft: HeldInvoice,
  { billing, outbox }: Ahead,
): Promise<Subscription> {
  const { work } = draft;
  await save(work, before, { ...after, latest_invoice: draft.invoice.id }, outbox);
  const { invoice } = await payNow(after, draft, billing);
  const { body: saved } = await subscriptions.find(work, after.id);
  const isOwed = invoice.status === 'open' && invoice.collection_method === 'charge_automatically';
  if (!isOwed || saved.status !== 'active' || billing.payment_behavior !== 'default_incomplete') return saved;
  return changeSubscription(work, saved, { status: 'past_due' });
}

/** The change counts when it is paid. Until then it is kept beside what the subscription has. */
async function paidFirst(
  before: Subscription,
  after: Subscription,
  draft: HeldInvoice,
  { billing, outbox }: Ahead,
): Promise<Subscription> {
  const { work } = draft;
  const { invoice } = await payNow(after, draft, billing);
  const latest_invoice = invoice.id;
  // The payment may have given it a payment method.
  const { body: saved } = await subscriptions.find(work, before.id);
  const { default_payment_method } = saved;
  if (invoice.status !== 'open' || invoice.collection_method === 'send_invoice')
    return save(work, saved, { ...after, default_payment_method, latest_invoice }, outbox);
  waitForPayment(work, before.id);
  const pending_update = pendingUpdate(work, before, after);
  return changeSubscription(work, saved, { latest_invoice, pending_update }, outbox);
}

async function payNow(
  subscription: Subscription,
  draft: HeldInvoice,
  { isAutomatic: byItself = false, offSession, origin, payment_behavior: behavior }: Billing,
): Promise<HeldInvoice> {
  const { customer, work } = draft;
  const method = await payingMethod(work, customer, subscription);
  // A change that counts although it was not paid is collected like a renewal: it is tried again.
  const isAutomatic = byItself || (behavior === 'allow_incomplete' && method !== undefined);
  return pay(await finalize(draft), { behavior, isAutomatic, method, offSession, origin });
}

async function save(
  work: Work,
  before: Subscription,
  after: Subscription,
  outbox: Pick<Outbox, 'emit'>,
): Promise<Subscription> {
  await replaceItems(work, before, after);
  return changeSubscription(work, before, after, outbox);
}
