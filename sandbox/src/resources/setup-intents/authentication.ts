import type Stripe from 'stripe';
import { customerGone, optionsForAttempt } from '../../intents/index.js';
import { type AuthenticationRow, endAuthentication, type Waiting, waitsFor } from '../../issuer/index.js';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { isCustomerGone } from '../customers/index.js';
import { findPaymentMethod, lockPaymentMethod, type PaymentMethodRow } from '../payment-methods/index.js';
import { fail, succeed } from './finish.js';
import { setupIntents } from './view.js';

type SetupIntent = Stripe.SetupIntent;

/** A set-up that waits for the cardholder's answer to the issuer. */
export const waitingSetup: Waiting = {
  describe: async () => ({ amount: null, currency: null }),
  async settle(work, { id, intentId, paymentMethodId }: AuthenticationRow, outcome) {
    const { body: before } = await setupIntents.lock(work, intentId);
    if (!waitsFor(before, id)) return undefined;
    const isGone = await isCustomerGone(work, before.customer);
    const method = await lockPaymentMethod(work, paymentMethodId);
    const after = await (outcome === 'failed'
      ? notAuthenticated(work, before)
      : isGone
        ? notSaved(work, before, method)
        : goOn(work, before, method));
    await setupIntents.replace(work, after.id, { body: after });
    return after.last_setup_error ? 'failed' : 'succeeded';
  },
};

function goOn(work: Work, intent: SetupIntent, method: PaymentMethodRow): Promise<SetupIntent> {
  const options = optionsForAttempt(method.type, intent.payment_method_options);
  const result = methods.of(method.type).setUp(method, { authenticated: true, options });
  if (result.end === 'succeeded') return succeed(work, intent, method, result.details);
  throw new Error(`The holder of ${method.id} has passed, but the set-up ${result.end}.`);
}

function notSaved(work: Work, intent: SetupIntent, method: PaymentMethodRow): Promise<SetupIntent> {
  const { code = '', message, param = '' } = customerGone('SetupIntent').body.error;
  return fail(
    work,
    intent,
    method,
    { code, message, param, type: 'invalid_request_error' },
    detailsOf(method, true),
  );
}

async function notAuthenticated(work: Work, intent: SetupIntent): Promise<SetupIntent> {
  const method = await findPaymentMethod(work, String(intent.payment_method));
  const error = {
    code: 'setup_intent_authentication_failure',
    message:
      'The latest attempt to set up the payment method has failed because authentication failed. You can provide ' +
      'payment_method_data or a new PaymentMethod to attempt to fulfill this SetupIntent again.',
    type: 'invalid_request_error',
  };
  return fail(work, intent, method, error, detailsOf(method, false));
}

const detailsOf = (method: PaymentMethodRow, passed: boolean) =>
  methods.of(method.type).setUpDetails(method, passed);

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
