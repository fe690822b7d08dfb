import * as v from 'valibot';
import { addressFields, clearable, flag, integer, optionalText, text } from '../kernel/http/params.js';
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

/** What is special about a type of payment method. */
export const methodOptionsParams = v.strictObject({
  card: v.optional(
    v.strictObject({
      capture_method: v.optional(v.picklist(['', 'manual'])),
      cvc_token: v.optional(text()),
      moto: v.optional(flag),
      network: v.optional(
        v.picklist([
          'amex',
          'cartes_bancaires',
          'diners',
          'discover',
          'eftpos_au',
          'jcb',
          'mastercard',
          'unionpay',
          'visa',
        ]),
      ),
      request_three_d_secure: v.optional(v.picklist(['any', 'automatic', 'challenge'])),
      require_cvc_recollection: v.optional(flag),
      setup_future_usage: futureUsageOfType,
    }),
  ),
  sepa_debit: v.optional(v.strictObject({ setup_future_usage: futureUsageOfType })),
});

export type MethodOptions = v.InferOutput<typeof methodOptionsParams>;

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
  payment_method_options: v.optional(methodOptionsParams),
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
