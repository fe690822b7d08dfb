import type Stripe from 'stripe';
import {
  type AuthenticationRow,
  endAuthentication,
  type Waiting,
  waitsFor,
} from '../../issuer/authentications.js';
import type { Work } from '../../kernel/scope.js';
import { AUTHENTICATED } from '../../methods/card/three-d-secure.js';
import { findPaymentMethod } from '../payment-methods/store.js';
import { fail, succeed } from './finish.js';
import { setupIntents } from './view.js';

type SetupIntent = Stripe.SetupIntent;

/** A set-up that waits for the cardholder's answer to the issuer. */
export const waitingSetup: Waiting = {
  describe: async () => ({ amount: null, currency: null }),
  async settle(work, { id, intentId, paymentMethodId }: AuthenticationRow, outcome) {
    const { body: before } = await setupIntents.lock(work, intentId);
    if (!waitsFor(before, id)) return undefined;
    const method = await findPaymentMethod(work, paymentMethodId);
    const after =
      outcome === 'succeeded'
        ? await succeed(work, before, method, AUTHENTICATED)
        : await notAuthenticated(work, before);
    await setupIntents.replace(work, after.id, { body: after });
    return outcome;
  },
};

async function notAuthenticated(work: Work, intent: SetupIntent): Promise<SetupIntent> {
  const method = await findPaymentMethod(work, String(intent.payment_method));
  const error = {
    code: 'setup_intent_authentication_failure',
    message:
      'The latest attempt to set up the payment method has failed because authentication failed. You can provide ' +
      'payment_method_data or a new PaymentMethod to attempt to fulfill this SetupIntent again.',
    type: 'invalid_request_error',
  };
  return fail(work, intent, method, error, FAILED);
}

const FAILED = {
  ...AUTHENTICATED,
  electronic_commerce_indicator: null,
  result: 'failed',
  result_reason: 'rejected',
};

/**
 * Gives up an authentication: the cardholder closed the bank's page. An intent that does not wait for it any more is left as
 * it is. The intent has to be locked.
 */
export async function cancelAuthentication(
  work: Work,
  before: SetupIntent,
  authenticationId: string,
): Promise<SetupIntent> {
  if (!waitsFor(before, authenticationId)) return before;
  const after = await notAuthenticated(work, before);
  await setupIntents.replace(work, after.id, { body: after });
  await endAuthentication(work, authenticationId, 'canceled');
  return after;
}
