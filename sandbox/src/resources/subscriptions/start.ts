import type Stripe from 'stripe';
import { anchorFrom, periodAt } from '../../billing/periods.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { BeginParams } from './params.js';

import { everyOf } from './spans.js';

const DAY = 24 * 3600;

/** Longest trial, in seconds. */
export const LONGEST_TRIAL = 2 * 366 * DAY;

/** When a subscription begins to be paid for. */
export interface Start {
  /** The time that its periods are counted from. */
  anchor: number;
  /** `null` where it has no trial. */
  trialEnd: number | null;
}

/**
 * Reads when a subscription begins, and where its periods do.
 *
 * @throws ApiError 400 for times that contradict each other, or lie too early or too late.
 */
export function startOf(params: BeginParams, prices: readonly Stripe.Price[], now: number): Start {
  refuseTwo(params, 'trial_end', 'trial_period_days');
  refuseTwo(params, 'billing_cycle_anchor', 'billing_cycle_anchor_config');
  const trialEnd = trialEndOf(params, prices, now);
  const begin = trialEnd ?? now;
  const anchor = anchorOf(params, begin);
  if (
    params.billing_cycle_anchor_config?.month &&
    prices.some(({ recurring }) => recurring?.interval !== 'year')
  ) {
    throw invalidRequest('A month can be given only where the interval of all prices is a year.', {
      param: 'billing_cycle_anchor_config[month]',
    });
  }
  if (params.billing_cycle_anchor !== undefined) checkAnchor(anchor, begin, prices);
  return { anchor, trialEnd };
}

function refuseTwo(params: BeginParams, one: keyof BeginParams, other: keyof BeginParams): void {
  if (params[one] === undefined || params[other] === undefined) return;
  throw invalidRequest(`You may only specify one of these parameters: ${one}, ${other}.`, {
    code: 'parameters_exclusive',
    param: other,
  });
}

function trialEndOf(params: BeginParams, prices: readonly Stripe.Price[], now: number): number | null {
  const { trial_end: end, trial_from_plan: fromPlan, trial_period_days: days } = params;
  if (end === 'now') return null;
  if (end !== undefined) {
    if (end <= now)
      throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
        param: 'trial_end',
      });
    if (end > now + LONGEST_TRIAL)
      throw invalidRequest('A trial takes at most two years.', { param: 'trial_end' });
    return end;
  }
  const ofPrices = prices.map(({ recurring }) => recurring?.trial_period_days ?? 0);
  const trial = days ?? (fromPlan ? Math.max(...ofPrices) : 0);
  return trial === 0 ? null : now + trial * DAY;
}

function anchorOf(
  { billing_cycle_anchor: given, billing_cycle_anchor_config: config }: BeginParams,
  begin: number,
) {
  return given ?? (config ? anchorFrom(config, begin) : begin);
}

/** @throws ApiError 400 for an anchor in the past, or after the first period. */
function checkAnchor(anchor: number, begin: number, prices: readonly Stripe.Price[]): void {
  const refuse = (rule: string) =>
    invalidRequest(`Invalid billing_cycle_anchor: ${rule}.`, { param: 'billing_cycle_anchor' });
  if (anchor < begin)
    throw refuse('it lies before the beginning of the subscription, or the end of its trial');
  const next = Math.min(...prices.map((price) => periodAt(begin, everyOf(price), begin).end));
  if (anchor > next) throw refuse('it cannot be later than the next natural billing date');
}
