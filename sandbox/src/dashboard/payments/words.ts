import type Stripe from 'stripe';
import { BRAND_NAMES } from '../../../../src/contract/card-brands.js';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { type Details, detailsOf, type Payment, refundedOf } from './read.js';

/** What the state of a payment means, and whether somebody has to look at it. */
export interface State {
  text: string;
  bad: boolean;
}

const STATES: Readonly<Record<string, string>> = {
  canceled: 'Canceled',
  processing: 'On its way',
  requires_action: 'Waiting for the customer',
  requires_capture: 'Authorized, not captured yet',
  requires_confirmation: 'Not confirmed yet',
  requires_payment_method: 'Not paid yet',
  succeeded: 'Paid',
};

/** Says in words how a payment stands. */
export function stateOf({ charges, disputes, intent }: Payment): State {
  const dispute = disputes.find(({ status }) => status !== 'won');
  if (dispute) return { text: dispute.status === 'lost' ? 'Dispute lost' : 'Disputed', bad: true };
  const [charge] = charges;
  if (charge?.refunded) return { text: 'Refunded', bad: false };
  const refunded = charge ? refundedOf(charge) : 0;
  if (charge && refunded > 0)
    return { text: `Paid, ${money(refunded, charge.currency)} refunded`, bad: false };
  if (intent.last_payment_error && intent.status === 'requires_payment_method')
    return { text: 'Declined', bad: true };
  return { text: STATES[intent.status] ?? intent.status, bad: false };
}

/** Says why the last attempt failed; `undefined` where it did not. */
export function refusalOf({ last_payment_error: error }: Stripe.PaymentIntent): string | undefined {
  if (!error) return undefined;
  const reason = error.decline_code ?? error.code;
  return `${error.message ?? 'The attempt failed.'}${reason ? ` (${reason})` : ''}`;
}

const CHECKS: Readonly<Record<string, string>> = {
  fail: 'does not match',
  pass: 'matches',
  unavailable: 'could not be checked: the bank does not',
  unchecked: 'was not checked',
};

const CHECKED: Readonly<Record<string, string>> = {
  address_line1_check: 'The street',
  address_postal_code_check: 'The postal code',
  cvc_check: 'The security code',
};

/** Says what the bank has found of a card: `The postal code does not match`. */
export function checksOf(charge: Stripe.Charge): State[] {
  const method = charge.payment_method_details;
  const { checks } = detailsOf(method, method?.type ?? '');
  return Object.entries(CHECKED).flatMap(([name, what]) => {
    const found = checks?.[name];
    return found ? [{ text: `${what} ${CHECKS[found] ?? found}.`, bad: found === 'fail' }] : [];
  });
}

const RISKS: Readonly<Record<string, string>> = {
  elevated: 'elevated: look at it before you send anything',
  highest: 'the highest: it was stopped, or should have been',
  normal: 'normal',
  not_assessed: 'not assessed',
  unknown: 'unknown',
};

/** Says how risky an attempt looked; `undefined` where nobody has looked. */
export function riskOf({ outcome }: Stripe.Charge): State | undefined {
  const level = outcome?.risk_level;
  if (!level) return undefined;
  const score = outcome.risk_score === undefined ? '' : ` (${outcome.risk_score} of 100)`;
  return {
    text: `The risk is ${RISKS[level] ?? level}${score}.`,
    bad: ['elevated', 'highest'].includes(level),
  };
}

/** Names what is paid with: `Visa …4242 · 12/2034`. */
export function methodName(type: string, { brand, exp_month, exp_year, last4 }: Details): string {
  const name = brand ? brandName(brand) : inWords(type);
  return `${name}${last4 ? ` …${last4}` : ''}${exp_month ? ` · ${exp_month}/${exp_year}` : ''}`;
}

const brandName = (brand: string) =>
  Object.hasOwn(BRAND_NAMES, brand) ? BRAND_NAMES[brand as keyof typeof BRAND_NAMES] : brand;

type Teller = (object: never) => string;

const amountIn = ({ amount, currency }: { amount: number; currency: string }) => money(amount, currency);

/** What each type of event says of a payment. */
const STORY: Readonly<Record<string, Teller>> = {
  'charge.captured': ({ amount_captured: amount, currency }: Stripe.Charge) =>
    `${money(amount, currency)} was captured`,
  'charge.dispute.closed': ({ status }: Stripe.Dispute) => `The dispute is closed: ${status}`,
  'charge.dispute.created': (dispute: Stripe.Dispute) =>
    `The customer disputed ${amountIn(dispute)}: ${dispute.reason}`,
  'charge.dispute.funds_reinstated': (dispute: Stripe.Dispute) => `${amountIn(dispute)} came back`,
  'charge.dispute.funds_withdrawn': (dispute: Stripe.Dispute) =>
    `${amountIn(dispute)} was taken for the dispute`,
  'charge.dispute.updated': () => 'The dispute was updated',
  'charge.expired': () => 'The reserved money was released, because it was not captured in time',
  'charge.failed': ({ failure_message: message, outcome }: Stripe.Charge) =>
    `The bank refused it: ${outcome?.seller_message ?? message ?? 'no reason is known'}`,
  'charge.pending': (charge: Stripe.Charge) => `${amountIn(charge)} is on its way`,
  'charge.refunded': (charge: Stripe.Charge) =>
    `${money(refundedOf(charge), charge.currency)} is refunded in all`,
  'charge.succeeded': (charge: Stripe.Charge) =>
    charge.captured ? `The bank paid ${amountIn(charge)}` : `The bank reserved ${amountIn(charge)}`,
  'charge.updated': () => 'The attempt was updated',
  'payment_intent.amount_capturable_updated': ({
    amount_capturable: amount,
    currency,
  }: Stripe.PaymentIntent) => `${money(amount, currency)} can be captured`,
  'payment_intent.canceled': ({ cancellation_reason: reason }: Stripe.PaymentIntent) =>
    `Canceled${reason ? `: ${reason.replaceAll('_', ' ')}` : ''}`,
  'payment_intent.created': (intent: Stripe.PaymentIntent) => `Created for ${amountIn(intent)}`,
  'payment_intent.partially_funded': () => 'Part of it has arrived',
  'payment_intent.payment_failed': (intent: Stripe.PaymentIntent) =>
    `Declined: ${refusalOf(intent) ?? 'no reason is known'}`,
  'payment_intent.processing': () => 'The payment is being processed',
  'payment_intent.requires_action': () => 'The customer was asked to confirm it',
  'payment_intent.succeeded': ({ amount_received: amount, currency }: Stripe.PaymentIntent) =>
    `Paid: ${money(amount, currency)} was received`,
  'refund.created': (refund: Stripe.Refund) => `A refund of ${amountIn(refund)} was requested`,
  'refund.failed': ({ failure_reason: reason }: Stripe.Refund) =>
    `The refund failed${reason ? `: ${reason.replaceAll('_', ' ')}` : ''}`,
  'refund.updated': ({ status }: Stripe.Refund) => `The refund is ${status ?? 'changed'}`,
};

/** Types of event that say that something went wrong. */
const BAD = ['charge.dispute.created', 'charge.failed', 'payment_intent.payment_failed', 'refund.failed'];

/** Says in words what an event means. */
export function storyOf({ data, type }: Stripe.Event): State {
  const tell = Object.hasOwn(STORY, type) ? STORY[type] : undefined;
  return { text: tell?.(data.object as never) ?? type, bad: BAD.includes(type) };
}
