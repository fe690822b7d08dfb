import type Stripe from 'stripe';
import * as v from 'valibot';
import { flag, integer } from '../../kernel/http/params.js';
import { allowRedisplay, futureUsage } from '../payment-methods/index.js';

/** Features of a Payment Element for a customer, as the public API has them, and `payment_method_set_as_default`. */
export interface Features {
  payment_method_allow_redisplay_filters: v.InferOutput<typeof allowRedisplay>[];
  payment_method_redisplay: Switch;
  payment_method_redisplay_limit: number;
  payment_method_remove: Switch;
  payment_method_save: Switch;
  payment_method_save_usage: v.InferOutput<typeof futureUsage> | null;
  payment_method_set_as_default: Switch;
}

type Switch = 'disabled' | 'enabled';

const feature = v.optional(v.picklist(['disabled', 'enabled']), 'disabled');

const MOST_REDISPLAYED = 10;

const features = v.strictObject({
  payment_method_allow_redisplay_filters: v.optional(v.pipe(v.array(allowRedisplay), v.minLength(1)), [
    'always',
  ]),
  payment_method_redisplay: feature,
  payment_method_redisplay_limit: v.optional(integer({ minimum: 1, maximum: MOST_REDISPLAYED }), '3'),
  payment_method_remove: feature,
  payment_method_save: feature,
  payment_method_save_usage: v.optional(v.nullable(futureUsage), null),
  payment_method_set_as_default: feature,
});

const unused = v.optional(v.looseObject({ enabled: flag }));

/** Components of the public API that the platform does not have. They can only be switched off. */
export const MISSING_COMPONENTS = {
  active_entitlements: unused,
  buy_button: unused,
  customer_portal: unused,
  customer_sheet: unused,
  mobile_payment_element: unused,
  pricing_table: unused,
};

export const componentsParams = v.strictObject({
  ...MISSING_COMPONENTS,
  payment_element: v.optional(v.strictObject({ enabled: flag, features: v.optional(features, {}) })),
});

/** Returns the components of a session whose only component is the Payment Element. */
export const componentsWith = (chosen: Features): Stripe.CustomerSession.Components => ({
  active_entitlements: { enabled: false },
  buy_button: { enabled: false },
  customer_portal: { enabled: false },
  customer_sheet: { enabled: false, features: null },
  mobile_payment_element: { enabled: false, features: null },
  payment_element: { enabled: true, features: chosen },
  pricing_table: { enabled: false },
});
