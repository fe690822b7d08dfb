import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const sunbit = defineRedirectMethod({
  type: 'sunbit',
  name: 'Sunbit',
  noun: 'pay later account',
  currencies: ['usd'],
  countries: ['US'],
  capturesLater: true,
  savedAs: null,
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Sunbit,
  disputes: true,
});
