import type Stripe from 'stripe';
import * as v from 'valibot';
import { OPEN, readConfirmation } from '../../intents/index.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import type { CheckoutMethod } from '../payment-intents/index.js';
import { end } from './cancel.js';
import { confirm } from './confirm.js';
import { setup, setupIntents } from './kind.js';
import { createParams } from './object.js';
import { columnsOf } from './update.js';

type SetupIntent = Stripe.SetupIntent;

/**
 * Tries to set up a payment method, as the customer's page does. The intent has to be locked. It has a `last_setup_error` afterwards if, and
 * only if, the attempt failed.
 */
export async function setUpCheckout(
  call: Call<unknown>,
  before: SetupIntent,
  { confirmation_token, payment_method, return_url }: CheckoutMethod,
): Promise<SetupIntent> {
  const given = v.parse(createParams, {
    return_url,
    use_stripe_sdk: 'true',
    ...(confirmation_token && { confirmation_token }),
    ...(payment_method && { payment_method }),
  });
  // It is the customer who agrees, in a page, also where a test does it for them.
  const page = { ...call, key: { ...call.key, kind: 'publishable' as const } };
  const { method, params } = await readConfirmation(page, setup, before.id, given);
  const body = await confirm({ ...page, params }, before, method);
  await setupIntents.replace(page, body.id, { body, ...columnsOf(body) });
  return body;
}

/** Cancels the set-up of a checkout that comes to nothing. The intent has to be locked. */
export async function cancelCheckoutSetup(work: Work, before: SetupIntent): Promise<void> {
  if (OPEN.includes(before.status)) await end(work, before, 'abandoned');
}
