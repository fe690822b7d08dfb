import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { checksOf } from '../../methods/card/checks.js';
import type { ThreeDSecure } from '../../methods/card/issuer-answer.js';
import type { PaymentMethodRow } from '../payment-methods/object.js';
import { setupAttempts as table } from './table.js';

type SetupAttempt = Stripe.SetupAttempt;

export const setupAttempts = documents(table, 'setup_attempt');

/** Notes that a set-up was begun with a payment method. */
export async function beginAttempt(
  work: Work,
  intent: Stripe.SetupIntent,
  method: PaymentMethodRow,
): Promise<SetupAttempt> {
  const body: SetupAttempt = {
    id: newId('setatt'),
    object: 'setup_attempt',
    application: null,
    created: seconds(work.now),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: work.livemode,
    on_behalf_of: intent.on_behalf_of,
    payment_method: method.id,
    payment_method_details: detailsOf(method, null),
    setup_error: null,
    setup_intent: intent.id,
    status: 'requires_action',
    usage: intent.usage,
  };
  await setupAttempts.insert(work, { id: body.id, body, setupIntentId: intent.id });
  return body;
}

/** Notes how a set-up ended. */
export async function endAttempt(
  work: Work,
  id: string,
  method: PaymentMethodRow,
  end: { error: Stripe.SetupAttempt.SetupError | null; threeDSecure: ThreeDSecure | null },
): Promise<void> {
  const { body } = await setupAttempts.lock(work, id);
  const after: SetupAttempt = {
    ...body,
    payment_method_details: detailsOf(method, end.threeDSecure),
    setup_error: end.error,
    status: end.error ? 'failed' : 'succeeded',
  };
  await setupAttempts.replace(work, id, { body: after });
}

/** Notes that the cardholder was not waited for. */
export async function abandonAttempt(work: Work, id: string): Promise<void> {
  const { body } = await setupAttempts.lock(work, id);
  await setupAttempts.replace(work, id, { body: { ...body, status: 'abandoned' } });
}

function detailsOf(
  { card, billingDetails }: PaymentMethodRow,
  threeDSecure: ThreeDSecure | null,
): Stripe.SetupAttempt.PaymentMethodDetails {
  if (!card) return { type: 'sepa_debit', sepa_debit: {} };
  return {
    type: 'card',
    card: {
      brand: card.brand,
      checks: checksOf(card, billingDetails.address),
      country: card.country,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: card.fingerprint,
      funding: card.funding,
      last4: card.last4,
      network: card.preferredNetwork ?? card.networks[0] ?? card.brand,
      three_d_secure: threeDSecure,
      wallet: null,
    },
  };
}
