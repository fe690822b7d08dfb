import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

export const grabpay = defineRedirectMethod({
  type: 'grabpay',
  name: 'GrabPay',
  noun: 'wallet',
  // The countries are as generally known: not verified.
  countries: { sgd: ['SG'], myr: ['MY'] },
  savedAs: null,
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Grabpay,
  refundedTo: { grabpay: {}, type: 'grabpay' },
});
