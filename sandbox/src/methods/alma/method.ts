import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const alma = defineRedirectMethod({
  type: 'alma',
  name: 'Alma',
  noun: 'pay later account',
  currencies: ['eur'],
  countries: ['FR'],
  amounts: { eur: { minimum: 5_000, maximum: 200_000 } },
  capturesLater: true,
  savedAs: null,
  charged: () =>
    ({
      installments: { count: 3 },
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Alma,
  refundedTo: { alma: {}, type: 'alma' },
});
