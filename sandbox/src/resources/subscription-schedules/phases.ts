import type Stripe from 'stripe';
import { boundary, type Every } from '../../billing/periods.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { everyOf, quantityOf, readPrice } from '../subscriptions/index.js';
import type { PhaseParams } from './params.js';

type Phase = Stripe.SubscriptionSchedule.Phase;

/**
 * Reads phases that follow each other.
 *
 * @param start When the first of them begins.
 * @throws ApiError 400 for prices that can't be subscribed to, and for times that do not fit.
 */
export async function readPhases(work: Work, given: readonly PhaseParams[], start: number): Promise<Phase[]> {
  const phases: Phase[] = [];
  for (const [index, one] of given.entries()) {
    const from: number = phases.at(-1)?.end_date ?? start;
    phases.push(await readPhase(work, one, { at: `phases[${index}]`, from }));
  }
  return phases;
}

async function readPhase(
  work: Work,
  given: PhaseParams,
  { at, from }: { at: string; from: number },
): Promise<Phase> {
  const now = seconds(work.now);
  const start = timeIn(given.start_date, now);
  if (start !== undefined && start !== from) {
    throw invalidRequest(`Invalid ${at}[start_date]: each phase begins when the one before it ends.`, {
      param: `${at}[start_date]`,
    });
  }
  const prices: Stripe.Price[] = [];
  for (const [index, { plan, price }] of given.items.entries()) {
    const currency = prices[0]?.currency;
    prices.push(await readPrice(work, { plan, price }, currency, `${at}[items][${index}]`));
  }
  const end = endOf(given, prices, { at, from, now });
  const trialEnd = given.trial ? end : timeIn(given.trial_end, now);
  if (trialEnd !== undefined && trialEnd > end) {
    throw invalidRequest(`Invalid ${at}[trial_end]: a trial ends with its phase, or before.`, {
      param: `${at}[trial_end]`,
    });
  }
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: given.billing_cycle_anchor ?? null,
    billing_thresholds: null,
    collection_method: given.collection_method ?? null,
    currency: prices[0]?.currency ?? '',
    default_payment_method: given.default_payment_method ?? null,
    default_tax_rates: [],
    description: given.description ?? null,
    discounts: [],
    end_date: end,
    invoice_settings: given.invoice_settings
      ? { ...NO_SETTINGS, days_until_due: given.invoice_settings.days_until_due ?? null }
      : null,
    items: given.items.map((item, index) => itemOf(item, prices[index] as Stripe.Price)),
    metadata: given.metadata,
    on_behalf_of: null,
    proration_behavior: given.proration_behavior,
    start_date: from,
    transfer_data: null,
    trial_end: trialEnd ?? null,
  };
}

export const NO_SETTINGS = {
  account_tax_ids: null,
  custom_fields: null,
  days_until_due: null,
  description: null,
  footer: null,
  issuer: { type: 'self' as const },
};

const itemOf = (
  { metadata, quantity }: PhaseParams['items'][number],
  price: Stripe.Price,
): Phase['items'][number] => ({
  billing_thresholds: null,
  discounts: [],
  metadata,
  plan: price.id,
  price: price.id,
  ...quantityOf(price, quantity),
  tax_rates: [],
});

const timeIn = (given: number | 'now' | undefined, now: number): number | undefined =>
  given === 'now' ? now : given;

/** @throws ApiError 400 for an end before the beginning, and for two. */
function endOf(
  { duration, end_date: given, iterations }: PhaseParams,
  [price]: readonly Stripe.Price[],
  { at, from, now }: { at: string; from: number; now: number },
): number {
  const ways = Object.entries({ duration, end_date: given, iterations }).filter(
    ([, value]) => value !== undefined,
  );
  const [[first] = [], [second] = []] = ways;
  if (first && second) {
    throw invalidRequest(`You may only specify one of these parameters: ${at}[${first}], ${at}[${second}].`, {
      code: 'parameters_exclusive',
      param: `${at}[${second}]`,
    });
  }
  const end =
    timeIn(given, now) ??
    boundary(from, duration ?? (everyOf(price as Stripe.Price) as Every), iterations ?? 1);
  if (end > from) return end;
  throw invalidRequest(`Invalid ${at}[end_date]: a phase ends after it has begun.`, {
    param: `${at}[end_date]`,
  });
}

/** Returns the phase that a time lies in. */
export const phaseAt = ({ phases }: Stripe.SubscriptionSchedule, time: number): Phase | undefined =>
  phases.find(({ end_date: end, start_date: start }) => start <= time && time < end);
