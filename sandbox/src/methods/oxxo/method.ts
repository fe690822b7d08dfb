import * as v from 'valibot';
import { integer } from '../../kernel/http/params.js';
import { defineVoucherMethod, digits, endOfDay } from '../voucher.js';

/** Hours by which the clocks in Mexico City are ahead of UTC. */
const HOURS_AHEAD = -6;

export const oxxo = defineVoucherMethod({
  type: 'oxxo',
  name: 'OXXO',
  currencies: ['mxn'],
  countries: ['MX'],
  amounts: { mxn: { minimum: 1000, maximum: 1_000_000 } },
  required: ['name', 'email'],
  refundable: false,
  options: { expires_after_days: v.optional(integer({ minimum: 1, maximum: 7 })) },
  unset: { expires_after_days: 3 },
  expiry: (now, options) =>
    endOfDay(now, (options as { expires_after_days: number }).expires_after_days, HOURS_AHEAD),
  numbers: () => ({ number: digits(14) }),
  action: ({ expiresAt, numbers, url }) => ({
    type: 'oxxo_display_details',
    oxxo_display_details: {
      expires_after: expiresAt,
      hosted_voucher_url: url,
      number: numbers.number ?? null,
    },
  }),
});
