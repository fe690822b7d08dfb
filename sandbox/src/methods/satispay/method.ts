import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const satispay = defineRedirectMethod({
  type: 'satispay',
  name: 'Satispay',
  noun: 'wallet',
  currencies: ['eur'],
  countries: ['IT'],
  capturesLater: true,
  savedAs: 'itself',
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Satispay,
  disputes: true,
});
