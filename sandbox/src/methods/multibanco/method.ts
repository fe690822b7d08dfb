import { defineVoucherMethod, digits, endOfDay } from '../voucher.js';

/** Number of the bank that takes the payments, which is the same for all vouchers. */
const ENTITY = '12345';
const DAYS = 7;

export const multibanco = defineVoucherMethod({
  type: 'multibanco',
  name: 'Multibanco',
  currencies: ['eur'],
  countries: ['PT'],
  required: ['email'],
  unset: {},
  expiry: (now) => endOfDay(now, DAYS, 0),
  numbers: () => ({ entity: ENTITY, reference: digits(9) }),
  action: ({ expiresAt, numbers, url }) => ({
    type: 'multibanco_display_details',
    multibanco_display_details: {
      entity: numbers.entity ?? null,
      expires_at: expiresAt,
      hosted_voucher_url: url,
      reference: numbers.reference ?? null,
    },
  }),
  refundedTo: { multibanco: { reference: null, reference_status: null }, type: 'multibanco' },
});
