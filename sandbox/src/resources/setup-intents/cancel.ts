import type Stripe from 'stripe';
import type * as v from 'valibot';
import { cancelParams, lockToCancel, OPEN } from '../../intents/index.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { giveUp } from './finish.js';
import { setup, setupIntents } from './kind.js';

export const cancelSetupParams = cancelParams(['abandoned', 'duplicate', 'requested_by_customer']);

/** @throws ApiError 400 for an intent that has ended. */
export async function cancel(
  call: Call<v.InferOutput<typeof cancelSetupParams>>,
): Promise<Stripe.SetupIntent> {
  const before = await lockToCancel(call, setup, OPEN);
  return end(call, before, call.params.cancellation_reason ?? null);
}

/** Ends an intent that has not ended. It has to be locked. */
export async function end(
  work: Work,
  before: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Promise<Stripe.SetupIntent> {
  await giveUp(work, before);
  const after: Stripe.SetupIntent = {
    ...before,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  await setupIntents.replace(work, after.id, { body: after });
  work.outbox.emit('setup_intent.canceled', after);
  return after;
}
