import type Stripe from 'stripe';
import * as v from 'valibot';
import { amount, currency, integer, metadata, text } from '../../kernel/http/params.js';

export const behavior = v.picklist(['exclusive', 'inclusive', 'unspecified']);

const bound = v.optional(
  v.strictObject({
    unit: v.picklist(['business_day', 'day', 'hour', 'month', 'week']),
    value: integer({ minimum: 1 }),
  }),
);

export const currencyOptions = v.record(
  currency,
  v.strictObject({ amount: amount(0), tax_behavior: v.optional(behavior, 'unspecified') }),
);

/** Parameters of a new rate. */
export const shippingRateParams = {
  delivery_estimate: v.optional(v.strictObject({ maximum: bound, minimum: bound })),
  display_name: text(100),
  fixed_amount: v.strictObject({
    amount: amount(0),
    currency,
    currency_options: v.optional(currencyOptions, {}),
  }),
  metadata,
  tax_behavior: v.optional(behavior, 'unspecified'),
  tax_code: v.optional(text()),
  type: v.optional(v.literal('fixed_amount'), 'fixed_amount'),
};

export type Options = NonNullable<NonNullable<Stripe.ShippingRate['fixed_amount']>['currency_options']>;

const schema = v.object(shippingRateParams);
export type ShippingRateStart = v.InferOutput<typeof schema>;
