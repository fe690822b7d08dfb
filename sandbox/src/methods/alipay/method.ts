import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const alipay = defineRedirectMethod({
  type: 'alipay',
  name: 'Alipay',
  noun: 'wallet',
  // The currencies are as generally known: not verified.
  currencies: ['cny', 'aud', 'cad', 'eur', 'gbp', 'hkd', 'jpy', 'myr', 'nzd', 'sgd', 'usd'],
  countries: ['CN'],
  savedAs: 'itself',
  charged: () =>
    ({
      buyer_id: reference(),
      fingerprint: null,
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Alipay,
  refundedTo: { alipay: {}, type: 'alipay' },
});
