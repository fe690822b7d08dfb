import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const samsungPay = defineRedirectMethod({
  type: 'samsung_pay',
  name: 'Samsung Pay',
  noun: 'wallet',
  currencies: ['krw'],
  countries: ['KR'],
  amounts: { krw: { minimum: 100, maximum: 2_000_000 } },
  capturesLater: true,
  savedAs: null,
  charged: () =>
    ({
      buyer_id: reference(),
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.SamsungPay,
});
