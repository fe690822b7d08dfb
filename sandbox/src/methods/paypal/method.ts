import type Stripe from 'stripe';
import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import { defineRedirectMethod, HOLDER, reference } from '../redirect.js';

export const paypal = defineRedirectMethod({
  type: 'paypal',
  name: 'PayPal',
  noun: 'wallet',
  currencies: [
    'eur',
    'usd',
    'gbp',
    'aud',
    'cad',
    'chf',
    'czk',
    'dkk',
    'hkd',
    'nok',
    'nzd',
    'pln',
    'sek',
    'sgd',
  ],
  countries: 'all',
  capturesLater: true,
  savedAs: 'itself',
  options: { preferred_locale: v.optional(text(20)), reference: v.optional(text(127)) },
  unset: { preferred_locale: null, reference: null },
  // The wallet tells who the payer is only to the charge.
  shown: () => ({ country: null, payer_email: null, payer_id: null }) satisfies Stripe.PaymentMethod.Paypal,
  charged: ({ billingDetails: { address, email, name } }) =>
    ({
      country: address.country,
      payer_email: email,
      payer_id: reference(),
      payer_name: name ?? HOLDER,
      seller_protection: {
        dispute_categories: ['fraudulent', 'product_not_received'],
        status: 'eligible',
      },
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Paypal,
  disputes: { paypal: { case_id: null, reason_code: null }, type: 'paypal' },
  refundedTo: {
    paypal: { network_decline_code: null, reference: null, reference_status: null },
    type: 'paypal',
  },
});
