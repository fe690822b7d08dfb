import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
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
    payment_method_details: {
      type: method.type,
      [method.type]: methods.of(method.type).setUpDetails(method),
    },
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
  { error, details }: { error: Stripe.SetupAttempt.SetupError | null; details: object },
): Promise<void> {
  const { body } = await setupAttempts.lock(work, id);
  const { type } = body.payment_method_details;
  const after: SetupAttempt = {
    ...body,
    payment_method_details: { type, [type]: details },
    setup_error: error,
    status: error ? 'failed' : 'succeeded',
  };
  await setupAttempts.replace(work, id, { body: after });
}

/** Notes that the cardholder's answer is no longer awaited. */
export async function abandonAttempt(work: Work, id: string): Promise<void> {
  const { body } = await setupAttempts.lock(work, id);
  await setupAttempts.replace(work, id, { body: { ...body, status: 'abandoned' } });
}
