import { defineRedirectMethod } from '../redirect.js';

export const mbWay = defineRedirectMethod({
  type: 'mb_way',
  name: 'MB WAY',
  noun: 'wallet',
  currencies: ['eur'],
  countries: ['PT'],
  // The wallet asks on the phone of this number.
  required: ['phone'],
  savedAs: null,
  refundedTo: { mb_way: { reference: null, reference_status: null }, type: 'mb_way' },
});
