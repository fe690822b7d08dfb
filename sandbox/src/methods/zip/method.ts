import { defineRedirectMethod } from '../redirect.js';

export const zip = defineRedirectMethod({
  type: 'zip',
  name: 'Zip',
  noun: 'pay later account',
  // The countries are as generally known: not verified.
  countries: { aud: ['AU'], usd: ['US'] },
  savedAs: null,
  disputes: true,
  refundedTo: { zip: {}, type: 'zip' },
});
