import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const scalapay = defineRedirectMethod({
  type: 'scalapay',
  name: 'Scalapay',
  noun: 'pay later account',
  // The countries are as generally known: not verified.
  currencies: ['eur'],
  countries: ['ES', 'FR', 'IT', 'PT'],
  capturesLater: true,
  savedAs: null,
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Scalapay,
  disputes: true,
});
