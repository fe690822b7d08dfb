import type Stripe from 'stripe';
import { paysNow, type Session } from '../../resources/checkout-sessions/index.js';
import type { CheckoutLanguage } from './language.js';
import type { CheckoutView, Delivery } from './read.js';
import { REFUSALS } from './refusal.js';

/** Says when a delivery comes; `undefined` where the shop does not. */
export function estimateOf({ estimate }: Delivery, language: CheckoutLanguage): string | undefined {
  const { maximum: most, minimum: least } = estimate ?? {};
  const { say } = language;
  if (least && most?.unit === least.unit) return timeOf(least, language, most.value);
  if (least && most) return say('between', { from: timeOf(least, language), to: timeOf(most, language) });
  if (least) return say('at_least', { time: timeOf(least, language) });
  return most ? say('up_to', { time: timeOf(most, language) }) : undefined;
}

const timeOf = (
  { unit, value }: Stripe.ShippingRate.DeliveryEstimate.Maximum,
  { say, time }: CheckoutLanguage,
  upTo = value,
): string => {
  if (unit !== 'business_day') return time(unit, value, upTo);
  const count = value === upTo ? `${value}` : `${value}–${upTo}`;
  return say(upTo === 1 ? 'working_day' : 'working_days', { count });
};

/** Says what a line costs in each of its periods: `€20.00 per month`; `undefined` for one that is paid once. */
export const periodOf = (
  { recurring }: Stripe.Price,
  amount: string,
  language: CheckoutLanguage,
): string | undefined => (recurring ? language.recurring(amount, recurring) : undefined);

/** Says until when a subscription costs nothing; `undefined` where it costs at once. */
export function trialOf({ language, row }: CheckoutView): string | undefined {
  const { billing_cycle_anchor: anchor, trial_end, trial_period_days: days } = row.hidden.subscription ?? {};
  const end = trial_end ?? anchor;
  const { day, say, time } = language;
  if (end !== undefined) return say('free_until', { day: day(end) });
  return days === undefined ? undefined : say('free_for', { time: time('day', days) });
}

/** Returns the text of the button that completes a session, with what is paid by it. */
export function buttonText({ language, row, session }: CheckoutView): string {
  const { say } = language;
  if (session.mode === 'setup') return say('save');
  if (session.mode === 'subscription') return say(paysNow(row) ? 'subscribe' : 'start');
  if (!paysNow(row)) return say('complete_order');
  const amount = totalOf(session, language);
  switch (session.submit_type) {
    case 'subscribe':
      return say('subscribe');
    case 'book':
      return say('book', { amount });
    case 'donate':
      return say('donate', { amount });
    default:
      return say('pay_amount', { amount });
  }
}

export const totalOf = (
  { amount_total: total, currency }: Session,
  { money }: Pick<CheckoutLanguage, 'money'>,
): string => (total === null || currency === null ? '' : money(total, currency));

/** Texts that the script of the page shows. */
const OF_SCRIPT = [
  ...REFUSALS,
  'check',
  'check_email',
  'code_refused',
  'network',
  'no_code',
  'not_taken',
  'only_digits',
  'required',
  'too_short',
  'total_changed',
] as const;

/** Returns the texts of the script, by their keys. */
export const textsOfScript = ({ say }: CheckoutLanguage): Record<string, string> =>
  Object.fromEntries(OF_SCRIPT.map((key) => [key, say(key)]));
