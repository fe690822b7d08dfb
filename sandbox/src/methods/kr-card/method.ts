import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const krCard = defineRedirectMethod({
  type: 'kr_card',
  name: 'Korean cards',
  noun: 'card',
  currencies: ['krw'],
  countries: ['KR'],
  amounts: { krw: { minimum: 100 } },
  capturesLater: true,
  savedAs: 'itself',
  // The holder chooses the card on the page of the local processor, which tells it only to the charge.
  shown: () => ({ brand: null, last4: null }) satisfies Stripe.PaymentMethod.KrCard,
  charged: () =>
    ({
      brand: 'shinhan',
      buyer_id: reference(),
      last4: '4242',
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.KrCard,
});
