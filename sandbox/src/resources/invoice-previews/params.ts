import * as v from 'valibot';
import {
  clearable,
  common,
  currency,
  flag,
  integer,
  metadata,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { listParams } from '../../kernel/store/list.js';
import { pricedParams } from '../invoices/index.js';
import { subscriptionChangeParams, subscriptionParams } from '../subscriptions/index.js';

/** Something that is paid once, and is on the preview as if it waited for an invoice. */
const item = v.strictObject({
  amount: pricedParams.amount,
  currency: v.optional(currency),
  description: pricedParams.description,
  discountable: pricedParams.discountable,
  metadata,
  period: pricedParams.period,
  price: v.optional(text()),
  quantity: pricedParams.quantity,
  unit_amount: v.optional(integer()),
  unit_amount_decimal: pricedParams.unit_amount_decimal,
});

const anchor = v.strictObject({
  timestamp: v.optional(timestamp),
  type: v.picklist(['now', 'timestamp', 'unchanged']),
});

const { entries: begin } = subscriptionParams;
const { entries: change } = subscriptionChangeParams;

const details = v.strictObject({
  billing_cycle_anchor: v.optional(anchor),
  billing_mode: begin.billing_mode,
  cancel_at: change.cancel_at,
  cancel_at_period_end: change.cancel_at_period_end,
  cancel_now: v.optional(flag, 'false'),
  default_tax_rates: change.default_tax_rates,
  items: change.items,
  metadata: v.optional(clearable(metadata)),
  proration_behavior: change.proration_behavior,
  proration_date: change.proration_date,
  trial_end: change.trial_end,
});

export const previewParams = v.strictObject({
  currency: v.optional(currency),
  customer: v.optional(text()),
  discounts: change.discounts,
  expand: common.expand,
  invoice_items: v.optional(v.pipe(v.array(item), v.maxLength(250)), []),
  subscription: v.optional(text()),
  subscription_details: v.optional(details),
});

const formerAnchor = v.optional(
  v.lazy((value) =>
    value === 'now' || value === 'unchanged' ? v.picklist(['now', 'unchanged']) : timestamp,
  ),
);

/** Parameters of versions before 2025-03-31. */
const former = {
  customer: v.optional(text()),
  currency: v.optional(currency),
  invoice_items: previewParams.entries.invoice_items,
  subscription: v.optional(text()),
  subscription_billing_cycle_anchor: formerAnchor,
  subscription_cancel_at: details.entries.cancel_at,
  subscription_cancel_at_period_end: details.entries.cancel_at_period_end,
  subscription_cancel_now: v.optional(flag),
  subscription_details: v.optional(
    v.strictObject({
      ...details.entries,
      billing_cycle_anchor: formerAnchor,
      cancel_now: v.optional(flag),
      proration_behavior: v.optional(change.proration_behavior.wrapped),
    }),
    {},
  ),
  subscription_items: details.entries.items,
  subscription_proration_behavior: v.optional(change.proration_behavior.wrapped),
  subscription_proration_date: details.entries.proration_date,
  subscription_trial_end: details.entries.trial_end,
};

export const upcomingParams = v.strictObject({ ...former, expand: common.expand });

export const upcomingLinesParams = v.strictObject({ ...former, ...listParams });

const formerSchema = v.object(former);

export type UpcomingParams = v.InferOutput<typeof formerSchema>;
export type PreviewParams = v.InferOutput<typeof previewParams>;
export type Details = NonNullable<PreviewParams['subscription_details']>;
