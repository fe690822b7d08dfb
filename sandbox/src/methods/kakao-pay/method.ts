import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const kakaoPay = defineRedirectMethod({
  type: 'kakao_pay',
  name: 'Kakao Pay',
  noun: 'wallet',
  currencies: ['krw'],
  countries: ['KR'],
  amounts: { krw: { minimum: 100 } },
  capturesLater: true,
  savedAs: 'itself',
  charged: () =>
    ({
      buyer_id: reference(),
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.KakaoPay,
});
