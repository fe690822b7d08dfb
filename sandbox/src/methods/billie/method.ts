import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const billie = defineRedirectMethod({
  type: 'billie',
  name: 'Billie',
  noun: 'pay later account',
  countries: { eur: ['DE', 'FR', 'NL'], gbp: ['GB'] },
  required: ['address.country'],
  capturesLater: true,
  savedAs: null,
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Billie,
});
