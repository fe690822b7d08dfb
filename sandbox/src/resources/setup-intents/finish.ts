import type Stripe from 'stripe';
import { generate } from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import type { Work } from '../../kernel/scope.js';
import { attachToCustomer } from '../customers/index.js';
import {
  askedOf,
  changePaymentMethod,
  type PaymentMethodRow,
  paymentMethodObject,
} from '../payment-methods/index.js';
import { abandonAttempt, endAttempt } from '../setup-attempts/index.js';
import { tellFollowers } from './follow.js';

type SetupIntent = Stripe.SetupIntent;
type SetupError = Stripe.SetupIntent.LastSetupError;

/**
 * Ends an intent with success: the payment method, or the one that it is saved as, is set up, and saved with the intent's
 * customer.
 */
export async function succeed(
  work: Work,
  intent: SetupIntent,
  method: PaymentMethodRow,
  details: object,
): Promise<SetupIntent> {
  const customer = intent.customer && String(intent.customer);
  const generated = await generate(work, method, customer);
  if (!generated) await keep(work, method, customer);
  await endAttempt(work, String(intent.latest_attempt), {
    error: null,
    details: { ...details, ...generated?.details },
  });
  const after: SetupIntent = {
    ...intent,
    mandate: generated?.mandate ?? intent.mandate,
    next_action: null,
    status: 'succeeded',
  };
  work.outbox.emit('setup_intent.succeeded', after);
  await tellFollowers(work, after, generated?.method ?? method.id);
  return after;
}

async function keep(work: Work, method: PaymentMethodRow, customer: string | null): Promise<void> {
  const setUp = await changePaymentMethod(work, method, { details: askedOf(method), setUp: true });
  if (customer) await attachToCustomer(work, setUp, customer);
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
