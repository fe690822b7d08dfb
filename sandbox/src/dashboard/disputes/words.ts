import type Stripe from 'stripe';
import { inWords } from '../../kernel/in-words.js';
import type { State } from '../payments/words.js';

const STATES: Readonly<Record<string, string>> = {
  lost: 'Lost: the customer keeps the money',
  needs_response: 'Needs a response',
  prevented: 'Prevented',
  under_review: 'Under review: the bank decides',
  warning_closed: 'The inquiry is closed',
  warning_needs_response: 'An inquiry, which needs a response',
  warning_under_review: 'An inquiry under review: the bank decides',
  won: 'Won: the money came back',
};

const BAD = ['lost', 'needs_response', 'warning_needs_response'];

/** Says in words how a dispute stands. */
export const stateOf = ({ status }: Stripe.Dispute): State => ({
  text: STATES[status] ?? inWords(status),
  bad: BAD.includes(status),
});

const REASONS: Readonly<Record<string, string>> = {
  bank_cannot_process: 'The customer’s bank could not process the payment.',
  check_returned: 'The check was returned.',
  credit_not_processed: 'The customer says that they were promised a refund and did not get it.',
  customer_initiated: 'The customer asked their bank for the money.',
  debit_not_authorized: 'The customer says that they did not authorize the debit.',
  duplicate: 'The customer says that they paid twice for the same thing.',
  fraudulent: 'The cardholder says that the payment was not theirs.',
  general: 'The bank gave no particular reason.',
  incorrect_account_details: 'The account’s details were wrong.',
  insufficient_funds: 'The account did not have enough money.',
  noncompliant: 'The card network says that its rules were not followed.',
  product_not_received: 'The customer says that they did not receive what they bought.',
  product_unacceptable: 'The customer says that what they received was broken, or not what was described.',
  subscription_canceled: 'The customer says that they were charged after they canceled.',
  unrecognized: 'The customer does not recognize the payment.',
};

/** Says in words why a payment is disputed. */
export const reasonOf = ({ reason }: Stripe.Dispute): string => REASONS[reason] ?? inWords(reason);

/** Tells whether evidence can still be written and sent. */
export const awaitsResponse = ({ status }: Stripe.Dispute): boolean =>
  ['needs_response', 'warning_needs_response'].includes(status);

/** Tells whether a dispute can still be given up. */
export const isOpen = ({ status }: Stripe.Dispute): boolean =>
  !['lost', 'prevented', 'warning_closed', 'won'].includes(status);
