import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { holdInvoice, voidInvoice } from '../invoices/index.js';
import { PENDING_UPDATE } from './job-names.js';
import { replaceItems, storeSubscription, subscriptions } from './store.js';

type Subscription = Stripe.Subscription;

/** Time in which the invoice of a change has to be paid, in seconds. */
const PAYABLE_FOR = 23 * 3600;

/** Returns a change that counts when it is paid, as its subscription shows it. */
export const pendingUpdate = (
  { now }: Work,
  before: Subscription,
  after: Subscription,
): Stripe.Subscription.PendingUpdate => ({
  billing_cycle_anchor:
    after.billing_cycle_anchor === before.billing_cycle_anchor ? null : after.billing_cycle_anchor,
  cancel_at_period_end: null,
  discount: null,
  discounts: null,
  expires_at: seconds(now) + PAYABLE_FOR,
  metadata: null,
  subscription_items: after.items.data,
  trial_end: after.trial_end === before.trial_end ? null : after.trial_end,
  trial_from_plan: null,
});

/** Adds the job that gives up a change that was not paid in time. */
export const waitForPayment = (work: Work, subscription: string): void =>
  work.outbox.later(PENDING_UPDATE, subscription, PAYABLE_FOR);

/** The job that gives up a change whose invoice was not paid: the invoice is void, and the subscription stays as it is. */
export const expiringUpdate: JobType = {
  ...PENDING_UPDATE,
  async run(work, id) {
    const { body } = await subscriptions.find(work, id);
    const { latest_invoice: latest, pending_update: pending } = body;
    if (!pending || pending.expires_at > seconds(work.now)) return;
    const invoice = await holdInvoice(work, String(latest));
    if (invoice.invoice.status === 'open') await voidInvoice(invoice);
  },
};

/** Makes a change count that is paid now, or drops one whose invoice is void. The subscription has to be locked. */
export async function settlePending(
  work: Work,
  before: Subscription,
  isPaid: boolean,
): Promise<Subscription> {
  const { pending_update: pending, ...rest } = before;
  if (!pending) return before;
  const kept: Subscription = { ...rest, pending_update: null };
  const after = isPaid ? applied(kept, pending) : kept;
  await replaceItems(work, before, after);
  await storeSubscription(work, after);
  if (isPaid) work.outbox.emit('customer.subscription.pending_update_applied', after);
  else work.outbox.emit('customer.subscription.pending_update_expired', after);
  return after;
}

function applied(kept: Subscription, pending: Stripe.Subscription.PendingUpdate): Subscription {
  const { billing_cycle_anchor: anchor, subscription_items: items, trial_end: trial } = pending;
  return {
    ...kept,
    billing_cycle_anchor: anchor ?? kept.billing_cycle_anchor,
    items: { ...kept.items, data: items ?? kept.items.data },
    ...(trial !== null && { status: 'active', trial_end: trial }),
  };
}

/** Parameters that can be changed together with a payment that comes first. */
const TOGETHER = [
  'billing_cycle_anchor',
  'expand',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
];

/** @throws ApiError 400 for a change that can't wait for its payment. */
export function refuseImpatient(params: { payment_behavior: string }): void {
  if (params.payment_behavior !== 'pending_if_incomplete') return;
  const param = Object.keys(sent(params)).find((name) => !TOGETHER.includes(name));
  if (param === undefined) return;
  throw invalidRequest(
    `You can't change ${param} with payment_behavior=pending_if_incomplete. Change it in a separate request.`,
    { param },
  );
}
