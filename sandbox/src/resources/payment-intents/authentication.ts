import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { customerGone, isKept } from '../../intents/index.js';
import { type AuthenticationRow, endAuthentication, type Waiting, waitsFor } from '../../issuer/index.js';
import type { Work } from '../../kernel/scope.js';
import { isCustomerGone } from '../customers/index.js';
import {
  findPaymentMethod,
  lockPaymentMethod,
  type PaymentMethodRow,
  paymentMethodObject,
} from '../payment-methods/index.js';
import { attemptAuthenticated } from './attempt.js';
import { failed } from './fail.js';
import { paymentIntents as table } from './table.js';
import { paymentIntents } from './view.js';

type PaymentIntent = Stripe.PaymentIntent;

/** A payment that waits for the cardholder's answer to the issuer. */
export const waitingPayment: Waiting = {
  async describe(db, intentId) {
    const [row] = await db.select({ body: table.body }).from(table).where(eq(table.id, intentId));
    return { amount: row?.body.amount ?? null, currency: row?.body.currency ?? null };
  },
  async settle(work, authentication, outcome) {
    const { body: before } = await paymentIntents.lock(work, authentication.intentId);
    if (!waitsFor(before, authentication.id)) return undefined;
    const isGone = await isCustomerGone(work, before.customer);
    const method = await methodOf(work, authentication);
    const after =
      outcome === 'succeeded'
        ? await goOn(work, before, method, isGone)
        : notAuthenticated(work, before, method);
    await paymentIntents.replace(work, after.id, { body: after });
    return after.last_payment_error ? 'failed' : 'succeeded';
  },
};

async function methodOf(
  work: Work,
  { paymentMethodId, forPayment }: AuthenticationRow,
): Promise<PaymentMethodRow> {
  const method = await lockPaymentMethod(work, paymentMethodId);
  return { ...method, details: { ...method.details, ...forPayment } };
}

/** The payment itself; with manual confirmation, the server asks for it. */
function goOn(
  work: Work,
  before: PaymentIntent,
  method: PaymentMethodRow,
  isCustomerGone: boolean,
): Promise<PaymentIntent> | PaymentIntent {
  const intent: PaymentIntent = { ...before, next_action: null };
  if (isCustomerGone && isKept(intent)) return notSaved(work, intent, method);
  if (intent.confirmation_method === 'manual') return { ...intent, status: 'requires_confirmation' };
  return attemptAuthenticated(work, intent, method);
}

const notSaved = (work: Work, intent: PaymentIntent, method: PaymentMethodRow): PaymentIntent => {
  const { code = '', message, param = '' } = customerGone('PaymentIntent').body.error;
  const error = { code, message, param, payment_method: paymentMethodObject(method) };
  return failed(work, intent, { ...error, type: 'invalid_request_error' }, null);
};

const notAuthenticated = (work: Work, intent: PaymentIntent, method: PaymentMethodRow): PaymentIntent =>
  failed(
    work,
    intent,
    {
      code: 'payment_intent_authentication_failure',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new ' +
        'PaymentMethod to attempt to fulfill this PaymentIntent again.',
      payment_method: paymentMethodObject(method),
      type: 'invalid_request_error',
    },
    null,
  );

/**
 * Gives up an authentication: the cardholder closed the bank's page. An intent that does not wait for it any more is left as
 * it is. The intent has to be locked.
 */
export async function cancelAuthentication(
  work: Work,
  before: PaymentIntent,
  authenticationId: string,
): Promise<PaymentIntent> {
  if (!waitsFor(before, authenticationId)) return before;
  const method = await findPaymentMethod(work, String(before.payment_method));
  const after = notAuthenticated(work, before, method);
  await paymentIntents.replace(work, after.id, { body: after });
  await endAuthentication(work, authenticationId, 'canceled');
  return after;
}
