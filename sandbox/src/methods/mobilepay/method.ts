import type Stripe from 'stripe';
import { defineRedirectMethod, WALLET_CARD } from '../redirect.js';

export const mobilepay = defineRedirectMethod({
  type: 'mobilepay',
  name: 'MobilePay',
  noun: 'wallet',
  currencies: ['dkk', 'eur', 'nok', 'sek'],
  countries: ['DK', 'FI'],
  capturesLater: true,
  savedAs: null,
  charged: () => {
    const { funding, ...card } = WALLET_CARD;
    return { card } satisfies Stripe.Charge.PaymentMethodDetails.Mobilepay;
  },
  disputes: true,
});
