import { defineRedirectMethod } from '../redirect.js';

export const twint = defineRedirectMethod({
  type: 'twint',
  name: 'TWINT',
  noun: 'wallet',
  currencies: ['chf'],
  countries: ['CH'],
  amounts: { chf: { maximum: 500_000 } },
  savedAs: 'itself',
  disputes: true,
  refundedTo: { twint: {}, type: 'twint' },
});
