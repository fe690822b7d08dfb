import * as v from 'valibot';
import { addressFields, clearable, flag, integer, optionalText, text } from '../kernel/http/params.js';
import { type MethodType, methods } from '../methods/registry.js';
import { paymentMethodParams } from '../resources/payment-methods/params.js';

/** Where goods are sent to. */
export const shippingParams = v.strictObject({
  address: addressFields,
  name: text(),
  carrier: optionalText(),
  phone: optionalText(),
  tracking_number: optionalText(),
});

/** How the holder of an account agreed to debits of it. */
export const mandateDataParams = v.strictObject({
  customer_acceptance: v.strictObject({
    type: v.picklist(['offline', 'online']),
    accepted_at: v.optional(integer({ minimum: 0 })),
    offline: v.optional(clearable(v.strictObject({}))),
    online: v.optional(
      v.strictObject({
        infer_from_client: v.optional(flag),
        ip_address: v.optional(text(100)),
        user_agent: v.optional(text(1000)),
      }),
    ),
  }),
});

export type MandateData = v.InferOutput<typeof mandateDataParams>;

export const futureUsage = v.picklist(['off_session', 'on_session']);

const futureUsageOfType = v.optional(v.picklist(['', 'none', 'off_session', 'on_session']));

/** What is special about each type of payment method, for a payment. */
export const paymentOptionsParams = v.strictObject(
  methods.byType(({ options }) =>
    v.optional(v.strictObject({ ...options.payment.params, setup_future_usage: futureUsageOfType })),
  ),
) as v.GenericSchema<unknown, MethodOptions>;

/** The same for a set-up. */
export const setUpOptionsParams = v.strictObject(
  methods.byType(({ options }) => v.optional(v.strictObject(options.setUp.params))),
) as v.GenericSchema<unknown, MethodOptions>;

/** Options by the type of payment method that they are of. */
export type MethodOptions = Partial<Record<MethodType, object | undefined>>;

/** Whether the cardholder is away: `true`, or the kind of such a payment. */
const offSession = v.lazy((value) => (value === 'one_off' || value === 'recurring' ? away : flag));

const away = v.pipe(
  v.string(),
  v.transform(() => true),
);

/** An address that the cardholder is led back to. */
export const returnUrl = v.pipe(
  text(2048),
  v.check((value) => leadsSomewhere(value), 'URL'),
);

// A native app's own scheme is fine. One that runs as a script, in the page that follows it, is not.
const leadsSomewhere = (value: string) =>
  URL.canParse(value) && !/^(?:about|blob|data|file|javascript|vbscript):/i.test(value);

/** Types of payment method, by name. */
export const methodTypes = v.pipe(v.array(text(50)), v.minLength(1));

export const captureMethod = v.picklist(['automatic', 'automatic_async', 'manual']);

/** What an attempt to pay, or to set up, is made with. */
export const attemptParams = {
  confirmation_token: v.optional(text()),
  mandate_data: v.optional(clearable(mandateDataParams)),
  payment_method: v.optional(text()),
  payment_method_data: v.optional(paymentMethodParams),
  payment_method_options: v.optional(paymentOptionsParams),
  return_url: v.optional(returnUrl),
  use_stripe_sdk: v.optional(flag, 'false'),
};

/** As `attemptParams`, for a payment. */
export const paymentParams = {
  ...attemptParams,
  error_on_requires_action: v.optional(flag, 'false'),
  off_session: v.optional(offSession, 'false'),
  radar_options: v.optional(v.strictObject({ session: v.optional(text()) })),
  receipt_email: v.optional(clearable(text(800))),
  setup_future_usage: v.optional(clearable(futureUsage)),
  shipping: v.optional(clearable(shippingParams)),
};

const paymentSchema = v.strictObject(paymentParams);
export type PaymentParams = v.InferOutput<typeof paymentSchema>;
