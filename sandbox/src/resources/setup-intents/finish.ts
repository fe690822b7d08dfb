import type Stripe from 'stripe';
import { forgetAuthentications } from '../../issuer/index.js';
import type { Work } from '../../kernel/scope.js';
import {
  askedOf,
  attachPaymentMethod,
  changePaymentMethod,
  type PaymentMethodRow,
  paymentMethodObject,
} from '../payment-methods/index.js';
import { abandonAttempt, endAttempt } from '../setup-attempts/index.js';

type SetupIntent = Stripe.SetupIntent;
type SetupError = Stripe.SetupIntent.LastSetupError;

/** Ends an intent with success: the payment method is set up, and saved with the intent's customer. */
export async function succeed(
  work: Work,
  intent: SetupIntent,
  method: PaymentMethodRow,
  details: object,
): Promise<SetupIntent> {
  const setUp = await changePaymentMethod(work, method, { details: askedOf(method), setUp: true });
  if (intent.customer) await attachPaymentMethod(work, setUp, String(intent.customer));
  await endAttempt(work, String(intent.latest_attempt), { error: null, details });
  const after: SetupIntent = { ...intent, next_action: null, status: 'succeeded' };
  work.outbox.emit('setup_intent.succeeded', after);
  return after;
}

/** Returns an intent after a failed set-up: it waits for another payment method. */
export async function fail(
  work: Work,
  intent: SetupIntent,
  method: PaymentMethodRow,
  error: SetupError,
  details: object,
): Promise<SetupIntent> {
  const told = { ...error, payment_method: paymentMethodObject(method) };
  await endAttempt(work, String(intent.latest_attempt), { error: told, details });
  const after: SetupIntent = {
    ...intent,
    last_setup_error: told,
    mandate: null,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  work.outbox.emit('setup_intent.setup_failed', after);
  return after;
}

/** Stops waiting for the issuer's answer, where the intent waits for one. */
export async function giveUp(work: Work, intent: SetupIntent): Promise<void> {
  if (intent.status !== 'requires_action') return;
  await forgetAuthentications(work, intent.id);
  await abandonAttempt(work, String(intent.latest_attempt));
}
