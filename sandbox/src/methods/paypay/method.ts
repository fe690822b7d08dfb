import { defineRedirectMethod } from '../redirect.js';

export const paypay = defineRedirectMethod({
  type: 'paypay',
  name: 'PayPay',
  noun: 'wallet',
  currencies: ['jpy'],
  countries: ['JP'],
  savedAs: null,
});
