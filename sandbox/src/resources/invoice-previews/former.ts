import { dateOf } from '../../kernel/api-version.js';
import { missing } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { PreviewParams, UpcomingParams } from './params.js';

/** The version that has only `create_preview`. */
const BASIL = '2025-03-31';

/** @throws ApiError 404 for a version to which `upcoming` is an id like any other. */
export function refuseNewer({ version }: Call<unknown>): void {
  if (dateOf(version) >= BASIL) throw missing('invoice', 'upcoming', 'id');
}

/** Returns the parameters of older versions as those of a preview. */
export function previewParamsOf(params: UpcomingParams): Omit<PreviewParams, 'expand'> {
  const { currency, customer, invoice_items, subscription, subscription_details: given } = params;
  const { billing_cycle_anchor: nested, ...details } = given;
  const anchor = params.subscription_billing_cycle_anchor ?? nested;
  const change = sent({
    ...details,
    ...sent({
      cancel_at: params.subscription_cancel_at,
      cancel_at_period_end: params.subscription_cancel_at_period_end,
      cancel_now: params.subscription_cancel_now,
      items: params.subscription_items,
      proration_behavior: params.subscription_proration_behavior,
      proration_date: params.subscription_proration_date,
      trial_end: params.subscription_trial_end,
    }),
    ...(anchor !== undefined && {
      billing_cycle_anchor:
        typeof anchor === 'number' ? { timestamp: anchor, type: 'timestamp' as const } : { type: anchor },
    }),
  });
  const { billing_mode, ...asked } = change;
  return {
    currency,
    customer,
    invoice_items,
    subscription,
    ...(Object.keys(asked).length > 0 && {
      subscription_details: {
        ...asked,
        billing_mode: billing_mode ?? { type: 'classic' },
        cancel_now: change.cancel_now ?? false,
        proration_behavior: change.proration_behavior ?? 'create_prorations',
      },
    }),
  };
}
