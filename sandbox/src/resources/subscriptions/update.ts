import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { checkMethods } from '../invoices/index.js';
import { ENDED } from './cancel.js';
import { scheduleEnd, withEnd } from './cancel-at.js';
import { withChange, withDetails } from './object.js';
import type { UpdateParams } from './params.js';
import { changeSubscription, holdSubscription } from './store.js';

type Subscription = Stripe.Subscription;

/** Changes a subscription, as far as no invoice depends on it at once. */
export async function updateSubscription(call: Call<UpdateParams>): Promise<Subscription> {
  const { expand: _, proration_behavior: proration, ...change } = call.params;
  const { customer, subscription: before, work } = await holdSubscription(call, call.id);
  refuseEnded(before, change);
  await checkMethods(work, customer, change);
  const changed = withEnd(work, withChange(before, customer, change), change);
  refuseInPeriod(before, changed, proration);
  const details = withDetails(changed, change.cancellation_details);
  const after = await changeSubscription(work, before, { ...changed, cancellation_details: details });
  if (after.cancel_at !== before.cancel_at) scheduleEnd(work, after);
  return after;
}

/** What can still be changed of a subscription that was canceled. */
const LASTING = ['cancellation_details', 'metadata'];

function refuseEnded({ id, status }: Subscription, change: object): void {
  if (!ENDED.includes(status)) return;
  const allowed = status === 'canceled' ? LASTING : [];
  const param = Object.keys(sent(change)).find((name) => !allowed.includes(name));
  if (param === undefined) return;
  throw invalidRequest(
    status === 'canceled'
      ? 'A canceled subscription can only update its cancellation_details and metadata.'
      : `Subscription ${id} has expired because its first invoice was not paid, and can't be changed any more.`,
    { code: 'invalid_canceled_subscription_fields', param },
  );
}

/** @throws ApiError 400 for an end in a period that is billed: there is no credit for the rest of it. */
function refuseInPeriod(
  before: Subscription,
  { cancel_at: at, items }: Subscription,
  proration?: string,
): void {
  if (at === null || at === before.cancel_at || proration === 'none') return;
  if (items.data.every((item) => at >= item.current_period_end || item.current_period_end === at)) return;
  if (before.status === 'trialing') return;
  throw invalidRequest(
    'Invalid cancel_at: it lies in a period that is billed already, and this version of Payframe gives no credit for unused ' +
      'time. Send proration_behavior=none, or a time at which a period ends, such as min_period_end.',
    { param: 'cancel_at' },
  );
}
