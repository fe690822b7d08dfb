import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const bizum = defineRedirectMethod({
  type: 'bizum',
  name: 'Bizum',
  noun: 'bank account',
  currencies: ['eur'],
  countries: ['ES'],
  savedAs: null,
  charged: () =>
    ({
      buyer_id: reference(),
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Bizum,
});
