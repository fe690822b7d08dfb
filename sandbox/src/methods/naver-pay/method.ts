import type Stripe from 'stripe';
import * as v from 'valibot';
import { defineRedirectMethod, reference } from '../redirect.js';

const own = v.strictObject({ funding: v.optional(v.picklist(['card', 'points']), 'card') });

export const naverPay = defineRedirectMethod<'naver_pay', v.InferOutput<typeof own>>({
  type: 'naver_pay',
  name: 'Naver Pay',
  noun: 'wallet',
  currencies: ['krw'],
  countries: ['KR'],
  amounts: { krw: { minimum: 100 } },
  capturesLater: true,
  savedAs: 'itself',
  own,
  // The wallet tells who the payer is only to the charge.
  shown: ({ funding }) => ({ buyer_id: null, funding }) satisfies Stripe.PaymentMethod.NaverPay,
  charged: () =>
    ({
      buyer_id: reference(),
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.NaverPay,
});
