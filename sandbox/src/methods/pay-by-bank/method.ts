import { defineRedirectMethod } from '../redirect.js';

export const payByBank = defineRedirectMethod({
  type: 'pay_by_bank',
  name: 'Pay by Bank',
  noun: 'bank account',
  countries: { gbp: ['GB'], eur: ['DE'] },
  savedAs: null,
});
