import type Stripe from 'stripe';
import type * as v from 'valibot';
import { cancelParams, lockToCancel, OPEN } from '../../intents/index.js';
import type { Call } from '../../kernel/http/route.js';
import { giveUp } from './finish.js';
import { setup, setupIntents } from './kind.js';

export const cancelSetupParams = cancelParams(['abandoned', 'duplicate', 'requested_by_customer']);

/** @throws ApiError 400 for an intent that has ended. */
export async function cancel(
  call: Call<v.InferOutput<typeof cancelSetupParams>>,
): Promise<Stripe.SetupIntent> {
  const before = await lockToCancel(call, setup, OPEN);
  await giveUp(call, before);
  const after: Stripe.SetupIntent = {
    ...before,
    cancellation_reason: call.params.cancellation_reason ?? null,
    next_action: null,
    status: 'canceled',
  };
  await setupIntents.replace(call, after.id, { body: after });
  call.outbox.emit('setup_intent.canceled', after);
  return after;
}
