import type Stripe from 'stripe';
import { optionsForAttempt, type Waits, waiting } from '../../intents/index.js';
import type { Work } from '../../kernel/scope.js';
import { ownRow } from '../../kernel/store/owner.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { fail, succeed } from './finish.js';
import { setup } from './kind.js';
import { setupIntents as table } from './table.js';

type SetupIntent = Stripe.SetupIntent;

/** A set-up that waits for the cardholder's answer to the issuer. */
export const setupWaits: Waits<SetupIntent> = {
  kind: setup,
  async describe(scope, intentId) {
    const [row] = await scope.db
      .select({ body: table.body })
      .from(table)
      .where(ownRow(scope, table, intentId));
    if (!row) throw new Error(`There is no ${intentId}.`);
    const { next_action: action, status } = row.body;
    return { amount: null, currency: null, status, action, capturesLater: false };
  },
  needsCustomer: () => true,
  goOn,
  fail: (work, intent, method, { error, passed }) =>
    fail(work, intent, method, error, methods.of(method.type).setUpDetails(method, passed)),
  notPassed:
    'The latest attempt to set up the payment method has failed because authentication failed. You can provide ' +
    'payment_method_data or a new PaymentMethod to attempt to fulfill this SetupIntent again.',
};

export const waitingSetup = waiting(setupWaits);

async function goOn(work: Work, intent: SetupIntent, method: PaymentMethodRow): Promise<SetupIntent> {
  const options = optionsForAttempt(method.type, intent.payment_method_options);
  const result = methods.of(method.type).setUp(method, { authenticated: true, options });
  if (result.end === 'succeeded') return succeed(work, intent, method, result.details);
  throw new Error(`The holder of ${method.id} has passed, but the set-up ${result.end}.`);
}
