import type Stripe from 'stripe';
import { isKept, type Waits, waiting } from '../../intents/index.js';
import { ownRow } from '../../kernel/store/owner.js';
import { paymentMethodObject } from '../payment-methods/index.js';
import { attemptAuthenticated } from './attempt.js';
import { failed } from './fail.js';
import { payment } from './kind.js';
import { paymentIntents as table } from './table.js';

/** A payment that waits for the cardholder's answer to the issuer. */
export const paymentWaits: Waits<Stripe.PaymentIntent> = {
  kind: payment,
  async describe(scope, intentId) {
    const [row] = await scope.db
      .select({ body: table.body })
      .from(table)
      .where(ownRow(scope, table, intentId));
    if (!row) throw new Error(`There is no ${intentId}.`);
    const { amount, capture_method: capture, currency, next_action: action, status } = row.body;
    return { amount, currency, status, action, capturesLater: capture === 'manual' };
  },
  needsCustomer: isKept,
  // With manual confirmation, the server asks for the payment itself.
  goOn: async (work, intent, method) =>
    intent.confirmation_method === 'manual'
      ? { ...intent, status: 'requires_confirmation' }
      : attemptAuthenticated(work, intent, method),
  fail: async (work, intent, method, { error }) =>
    failed(work, intent, { ...error, payment_method: paymentMethodObject(method) }, null),
  notPassed:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new ' +
    'PaymentMethod to attempt to fulfill this PaymentIntent again.',
};

export const waitingPayment = waiting(paymentWaits);
