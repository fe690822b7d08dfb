import type Stripe from 'stripe';
import { defineRedirectMethod, reference, WALLET_CARD } from '../redirect.js';

export const revolutPay = defineRedirectMethod({
  type: 'revolut_pay',
  name: 'Revolut Pay',
  noun: 'wallet',
  // The currencies are as generally known: not verified.
  currencies: ['eur', 'gbp', 'ron', 'huf', 'pln', 'dkk'],
  countries: 'all',
  capturesLater: true,
  savedAs: 'itself',
  charged: () =>
    ({
      funding: { card: WALLET_CARD, type: 'card' },
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.RevolutPay,
  disputes: true,
  refundedTo: { revolut: {}, type: 'revolut' },
});
