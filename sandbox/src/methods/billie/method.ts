import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const billie = defineRedirectMethod({
  type: 'billie',
  name: 'Billie',
  noun: 'pay later account',
  countries: {
    eur: ['AT', 'DE', 'ES', 'FI', 'FR', 'NL'],
    gbp: ['GB'],
    chf: ['CH'],
    dkk: ['DK'],
    nok: ['NO'],
    sek: ['SE'],
  },
  required: ['address.country'],
  capturesLater: true,
  savedAs: null,
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Billie,
  disputes: true,
});
