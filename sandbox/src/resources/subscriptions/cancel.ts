import type Stripe from 'stripe';
import type * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { stopCollecting } from '../invoices/index.js';
import { withDetails } from './object.js';
import type { deleteParams } from './params.js';
import { type Held, holdSubscription, storeSubscription } from './store.js';

type Subscription = Stripe.Subscription;

/** Statuses that a subscription never leaves. */
export const ENDED = ['canceled', 'incomplete_expired'];

/**
 * Cancels a subscription at once.
 *
 * @throws ApiError 404 for one that has ended.
 */
export async function cancelSubscription(
  call: Call<v.InferOutput<typeof deleteParams>>,
): Promise<Subscription> {
  const { cancellation_details: details, invoice_now: bills, prorate } = call.params;
  if (bills) throw noProration('invoice_now');
  if (prorate) throw noProration('prorate');
  const held = await holdSubscription(call, call.id);
  const { subscription: before } = held;
  if (ENDED.includes(before.status)) throw missing('subscription', call.id, 'id');
  const cancellation_details = withDetails(before, details);
  return end({ ...held, subscription: { ...before, cancellation_details } }, 'cancellation_requested');
}

const noProration = (param: string) =>
  invalidRequest(
    `Invalid ${param}: this version of Payframe cancels a subscription without a last invoice and without credit for unused ` +
      'time. Leave it out.',
    { param },
  );

/** Ends a subscription for good. Its invoices are no longer collected by themselves, but they can be paid. */
export async function end(
  { subscription: before, work }: Held,
  reason: Stripe.Subscription.CancellationDetails.Reason,
): Promise<Subscription> {
  const now = seconds(work.now);
  const isPlanned = before.cancel_at !== null && before.cancel_at <= now;
  const after: Subscription = {
    ...before,
    canceled_at: isPlanned ? before.canceled_at : now,
    cancellation_details: {
      ...(before.cancellation_details as Stripe.Subscription.CancellationDetails),
      reason,
    },
    ended_at: now,
    status: 'canceled',
  };
  await storeSubscription(work, after);
  work.outbox.emit('customer.subscription.deleted', after);
  await stopCollecting(work, after.id);
  return after;
}
