import type Stripe from 'stripe';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../../resources/payment-methods/index.js';
import { brandName } from '../card-brands.js';
import { type Language, languagesOf, type SharedKey } from '../language.js';
import type english from '../locales/portal/en.json';

type OwnKey = keyof typeof english;

export type PortalKey = OwnKey | SharedKey;

export type PortalLanguage = Language<PortalKey>;

/** The languages of the portal. */
export const speak = languagesOf<OwnKey>('portal');

/** Returns what a price costs: `$20.00 per month`. */
export function priceText(
  { billing_scheme: scheme, currency, recurring, unit_amount: amount }: Stripe.Price,
  language: PortalLanguage,
): string {
  const price =
    scheme === 'tiered' || amount === null ? language.say('by_use') : language.money(amount, currency);
  return recurring ? language.recurring(price, recurring) : price;
}

/** Returns the name of a payment method for its holder: `Visa •••• 4242`. */
export function methodText({ details, type }: PaymentMethodRow): string {
  const { describe, name } = methods.of(type);
  const { brand } = details as { brand?: string };
  const text = describe(details);
  return text === name ? name : `${brandName(brand) ?? name} ${text}`;
}

/** Returns the month in which a card expires, for payment methods that do. */
export function expiryText(row: PaymentMethodRow, { say }: PortalLanguage): string | null {
  const { exp_month: month, exp_year: year } = methods.of(row.type).object(row) as {
    exp_month?: number;
    exp_year?: number;
  };
  return month && year ? say('expires', { date: `${String(month).padStart(2, '0')}/${year}` }) : null;
}

/** Returns the state of a subscription as its customer understands it. */
export function stateText(
  { cancel_at: end, status, trial_end: trial }: Stripe.Subscription,
  { day, say }: PortalLanguage,
): string {
  if (end !== null && status !== 'paused') return say('state_ends', { day: day(end) });
  if (status === 'trialing' && trial !== null) return say('state_trial', { day: day(trial) });
  return say(`state_${status as 'active' | 'incomplete' | 'past_due' | 'paused' | 'unpaid'}`);
}
