import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../../resources/payment-methods/index.js';
import { brandName } from '../card-brands.js';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Returns a day as a person writes it: `30 November 2026`. */
export const day = (seconds: number): string => DAY.format(seconds * 1000);

/** Returns what a price costs: `$20.00 per month`. */
export function priceText({
  billing_scheme: scheme,
  currency,
  recurring,
  unit_amount: amount,
}: Stripe.Price) {
  const every = recurring ? ` ${everyText(recurring)}` : '';
  return scheme === 'tiered' || amount === null ? `by use${every}` : `${money(amount, currency)}${every}`;
}

const everyText = ({ interval, interval_count: count }: Stripe.Price.Recurring) =>
  count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;

/** Returns the name of a payment method for its holder: `Visa •••• 4242`. */
export function methodText({ details, type }: PaymentMethodRow): string {
  const { describe, name } = methods.of(type);
  const { brand } = details as { brand?: string };
  const text = describe(details);
  return text === name ? name : `${brandName(brand) ?? name} ${text}`;
}

/** Returns the month in which a card expires, for payment methods that do. */
export function expiryText(row: PaymentMethodRow): string | null {
  const { exp_month: month, exp_year: year } = methods.of(row.type).object(row) as {
    exp_month?: number;
    exp_year?: number;
  };
  return month && year ? `expires ${String(month).padStart(2, '0')}/${year}` : null;
}

/** Returns the state of a subscription as its customer understands it. */
export function stateText({ cancel_at: end, status, trial_end: trial }: Stripe.Subscription): string {
  if (end !== null && status !== 'paused') return `Ends on ${day(end)}`;
  if (status === 'trialing' && trial !== null) return `Trial until ${day(trial)}`;
  return Object.hasOwn(STATES, status) ? (STATES[status as keyof typeof STATES] ?? status) : status;
}

const STATES = {
  active: 'Active',
  incomplete: 'Waits for its first payment',
  past_due: 'Payment overdue',
  paused: 'Paused',
  unpaid: 'Unpaid',
};

/** Why customers end a subscription. */
export const REASONS: Readonly<Record<string, string>> = {
  customer_service: 'The service for customers was not good',
  low_quality: 'The quality was not what I expected',
  missing_features: 'I need features that are missing',
  other: 'Another reason',
  switched_service: 'I found something else',
  too_complex: 'It is too complicated',
  too_expensive: 'It is too expensive',
  unused: 'I don’t use it enough',
};
