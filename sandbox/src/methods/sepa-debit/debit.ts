import type Stripe from 'stripe';
import { type DebitBehaviour, findNamedIban } from '../../../../src/contract/test-ibans.js';
import { keepForLater } from '../../intents/future-usage.js';
import { newId } from '../../kernel/ids.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { charges, debitDetails, insertCharge } from '../../resources/charges/charges.js';
import { earn } from '../../resources/charges/earn.js';
import { openDispute } from '../../resources/disputes/disputes.js';
import { failed } from '../../resources/payment-intents/fail.js';
import { paymentIntents } from '../../resources/payment-intents/view.js';
import { type PaymentMethodRow, paymentMethodObject } from '../../resources/payment-methods/object.js';
import { findPaymentMethod } from '../../resources/payment-methods/store.js';
import type { StoredAccount } from './stored-account.js';

/** A payment method that has a bank account. */
export type AccountMethod = PaymentMethodRow & { bankAccount: StoredAccount };

const SETTLES_AFTER_SECONDS = 2;
const SETTLES_LATE_AFTER_SECONDS = 180;

const behaviourOf = (account: StoredAccount | null): DebitBehaviour =>
  findNamedIban(`pm_${account?.testIban}`)?.behaviour ?? {};

/** Sends a debit to the bank, which takes its time. */
export async function startDebit(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: AccountMethod,
  mandate: string | null,
): Promise<Stripe.PaymentIntent> {
  const kept = await keepForLater(work, intent, method);
  const charge = await insertCharge(work, intent, kept, {
    id: newId('ch'),
    status: 'pending',
    captured: true,
    outcome: APPROVED,
    details: debitDetails(method.bankAccount, mandate),
  });
  const seconds = behaviourOf(method.bankAccount).delayed
    ? SETTLES_LATE_AFTER_SECONDS
    : SETTLES_AFTER_SECONDS;
  const after: Stripe.PaymentIntent = { ...intent, latest_charge: charge.id, status: 'processing' };
  work.outbox.emit('charge.pending', charge);
  work.outbox.emit('payment_intent.processing', after);
  work.outbox.later(debitSettlement, charge.id, seconds);
  return after;
}

const APPROVED: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
};

/** Has a debit come to its end: the bank paid, or it did not. A debit that has is left as it is. */
export const debitSettlement: JobType = { name: 'settle_debit', run: settleDebit };

async function settleDebit(work: Work, chargeId: string): Promise<void> {
  const { paymentIntentId } = await charges.find(work, chargeId);
  const { body: intent } = await paymentIntents.lock(work, String(paymentIntentId));
  const { body: charge, bankAccount } = await charges.lock(work, chargeId);
  if (charge.status !== 'pending') return;
  const { failure, disputed } = behaviourOf(bankAccount);
  const after = failure
    ? await fail(work, intent, charge, FAILURES[failure])
    : await succeed(work, intent, charge, disputed);
  await paymentIntents.replace(work, intent.id, { body: after });
}

async function succeed(
  work: Work,
  intent: Stripe.PaymentIntent,
  before: Stripe.Charge,
  disputed?: boolean,
): Promise<Stripe.PaymentIntent> {
  const balance_transaction = await earn(work, before.id, intent, null);
  const charge: Stripe.Charge = { ...before, balance_transaction, paid: true, status: 'succeeded' };
  await charges.replace(work, charge.id, { body: charge });
  const after: Stripe.PaymentIntent = { ...intent, amount_received: charge.amount, status: 'succeeded' };
  work.outbox.emit('charge.succeeded', charge);
  if (disputed) await openDispute(work, charge, 'debit');
  work.outbox.emit('payment_intent.succeeded', after);
  return after;
}

interface DebitFailure {
  code: string;
  message: string;
}

async function fail(
  work: Work,
  intent: Stripe.PaymentIntent,
  before: Stripe.Charge,
  { code, message }: DebitFailure,
): Promise<Stripe.PaymentIntent> {
  const charge: Stripe.Charge = {
    ...before,
    amount_captured: 0,
    failure_code: code,
    failure_message: message,
    outcome: {
      ...APPROVED,
      network_status: 'declined_by_network',
      seller_message: message,
      type: 'issuer_declined',
    },
    status: 'failed',
  };
  await charges.replace(work, charge.id, { body: charge });
  work.outbox.emit('charge.failed', charge);
  const method = await findPaymentMethod(work, String(charge.payment_method));
  const error: Stripe.PaymentIntent.LastPaymentError = {
    charge: charge.id,
    code,
    message,
    payment_method: paymentMethodObject(method),
    type: 'card_error',
  };
  return failed(work, intent, error, charge.id);
}

const FAILURES: Record<NonNullable<DebitBehaviour['failure']>, DebitFailure> = {
  charge_exceeds_source_limit: {
    code: 'charge_exceeds_source_limit',
    message: 'The payment exceeds the limit of what can be debited from this account within a week.',
  },
  charge_exceeds_weekly_limit: {
    code: 'charge_exceeds_weekly_limit',
    message: 'The payment exceeds the number of debits that are possible from this account within a week.',
  },
  failed: {
    code: 'payment_intent_payment_attempt_failed',
    message: 'The payment failed: the bank did not say why.',
  },
  insufficient_funds: {
    code: 'insufficient_funds',
    message: 'The account has insufficient funds to cover this payment.',
  },
};
