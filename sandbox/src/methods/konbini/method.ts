import type Stripe from 'stripe';
import * as v from 'valibot';
import { integer, text } from '../../kernel/http/params.js';
import { defineVoucherMethod, digits, endOfDay } from '../voucher.js';

/** Hours by which the clocks in Japan are ahead of UTC. */
const HOURS_AHEAD = 9;
const DAYS = 3;

/** Options of a payment, as far as they were given. */
interface Options {
  confirmation_number: string | null;
  expires_after_days: number | null;
  expires_at: number | null;
}

const STORES = ['familymart', 'lawson', 'ministop', 'seicomart'] as const;

export const konbini = defineVoucherMethod({
  type: 'konbini',
  name: 'Konbini',
  currencies: ['jpy'],
  countries: ['JP'],
  amounts: { jpy: { minimum: 120, maximum: 300_000 } },
  required: ['name', 'email'],
  options: {
    confirmation_number: v.optional(v.pipe(v.string(), v.regex(/^(\d{10,11})?$/))),
    expires_after_days: v.optional(integer({ minimum: 1, maximum: 60 })),
    expires_at: v.optional(integer({ minimum: 0 })),
    product_description: v.optional(text(22)),
  },
  unset: { confirmation_number: null, expires_after_days: null, expires_at: null, product_description: null },
  expiry(now, options) {
    const { expires_after_days: days, expires_at: at } = options as Options;
    return at ? new Date(at * 1000) : endOfDay(now, days ?? DAYS, HOURS_AHEAD);
  },
  action({ expiresAt, url }, options) {
    const { confirmation_number: given } = options as Options;
    // A customer types both numbers at the machine of a store.
    const codes = () => ({ confirmation_number: given ?? digits(11), payment_code: digits(6) });
    return {
      type: 'konbini_display_details',
      konbini_display_details: {
        expires_at: expiresAt,
        hosted_voucher_url: url,
        stores: Object.fromEntries(
          STORES.map((store) => [store, codes()]),
        ) as unknown as Stripe.PaymentIntent.NextAction.KonbiniDisplayDetails.Stores,
      },
    };
  },
  charged: () => ({ store: { chain: 'lawson' } }) satisfies Stripe.Charge.PaymentMethodDetails.Konbini,
});
