import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const payco = defineRedirectMethod({
  type: 'payco',
  name: 'PAYCO',
  noun: 'wallet',
  currencies: ['krw'],
  countries: ['KR'],
  amounts: { krw: { minimum: 100 } },
  capturesLater: true,
  savedAs: null,
  charged: () =>
    ({
      buyer_id: reference(),
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Payco,
});
