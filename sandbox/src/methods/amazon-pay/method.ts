import type Stripe from 'stripe';
import { defineRedirectMethod, reference, WALLET_CARD } from '../redirect.js';

export const amazonPay = defineRedirectMethod({
  type: 'amazon_pay',
  name: 'Amazon Pay',
  noun: 'wallet',
  // The currencies are as generally known: not verified.
  currencies: ['usd', 'eur', 'gbp', 'aud', 'chf', 'dkk', 'hkd', 'jpy', 'nok', 'nzd', 'sek', 'zar'],
  countries: 'all',
  capturesLater: true,
  savedAs: 'itself',
  charged: () =>
    ({
      funding: { card: WALLET_CARD, type: 'card' },
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.AmazonPay,
  disputes: { amazon_pay: { dispute_type: 'claim' }, type: 'amazon_pay' },
  refundedTo: { amazon_pay: {}, type: 'amazon_pay' },
});
