import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const alma = defineRedirectMethod({
  type: 'alma',
  name: 'Alma',
  noun: 'pay later account',
  currencies: ['eur'],
  countries: ['BE', 'ES', 'FR', 'IT', 'LU', 'NL'],
  amounts: { eur: { minimum: 5_000, maximum: 500_000 } },
  capturesLater: true,
  savedAs: null,
  charged: () =>
    ({
      installments: { count: 3 },
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Alma,
  disputes: true,
  refundedTo: { alma: {}, type: 'alma' },
});
