import * as v from 'valibot';
import { clearable, common, flag, returnUrl, shippingParams, text } from '../kernel/http/params.js';
import { methods, type OptionsByType } from '../methods/index.js';
import { mandateDataParams } from '../resources/mandates/index.js';
import { futureUsage, paymentMethodParams } from '../resources/payment-methods/index.js';

const futureUsageOfType = v.optional(v.picklist(['', 'none', 'off_session', 'on_session']));

/** Options for each type of payment method, for a payment. */
const paymentOptionsParams = v.strictObject(
  methods.byType(({ options }) =>
    v.optional(v.strictObject({ ...options.payment.params, setup_future_usage: futureUsageOfType })),
  ),
) as v.GenericSchema<unknown, OptionsByType>;

/**
 * Options for each type of payment method, of a page that describes a payment. It may name types and options that the
 * platform does not have, because they are written for any platform.
 */
export const looseOptionsParams = v.looseObject(
  methods.byType(({ options }) =>
    v.optional(v.looseObject({ ...options.payment.params, setup_future_usage: futureUsageOfType })),
  ),
) as v.GenericSchema<unknown, OptionsByType>;

/** Options for each type of payment method, for a set-up. */
export const setUpOptionsParams = v.strictObject(
  methods.byType(({ options }) => v.optional(v.strictObject(options.setUp.params))),
) as v.GenericSchema<unknown, OptionsByType>;

/** Reads whether the cardholder is away: `true`, or the kind of such a payment. */
const offSession = v.lazy((value) => (value === 'one_off' || value === 'recurring' ? away : flag));

const away = v.pipe(
  v.string(),
  v.transform(() => true),
);

/** Types of payment method, by name. */
export const methodTypes = v.pipe(v.array(text(50)), v.minLength(1));

export const captureMethod = v.picklist(['automatic', 'automatic_async', 'manual']);

/** Parameters of an attempt to pay or to set up. */
export const attemptParams = {
  confirmation_token: v.optional(text()),
  mandate_data: v.optional(clearable(mandateDataParams)),
  payment_method: v.optional(text()),
  payment_method_data: v.optional(paymentMethodParams),
  payment_method_options: v.optional(paymentOptionsParams),
  return_url: v.optional(returnUrl),
  use_stripe_sdk: v.optional(flag, 'false'),
};

const attemptSchema = v.strictObject(attemptParams);
export type AttemptParams = v.InferOutput<typeof attemptSchema>;

/** Parameters of a request that a page may make too: it has the intent's client secret. */
export const secretParams = { ...common, client_secret: v.optional(text()) };

export const automaticMethods = v.optional(
  v.strictObject({ enabled: flag, allow_redirects: v.optional(v.picklist(['always', 'never']), 'always') }),
);

/** Parameters of an attempt to pay. */
export const paymentParams = {
  ...attemptParams,
  error_on_requires_action: v.optional(flag, 'false'),
  mandate: v.optional(text()),
  off_session: v.optional(offSession, 'false'),
  radar_options: v.optional(v.strictObject({ session: v.optional(text()) })),
  receipt_email: v.optional(clearable(text(800))),
  setup_future_usage: v.optional(clearable(futureUsage)),
  shipping: v.optional(clearable(shippingParams)),
};

const paymentSchema = v.strictObject(paymentParams);
export type PaymentParams = v.InferOutput<typeof paymentSchema>;
