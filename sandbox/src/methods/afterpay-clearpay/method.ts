import type Stripe from 'stripe';
import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import { defineRedirectMethod, reference } from '../redirect.js';

export const afterpayClearpay = defineRedirectMethod({
  type: 'afterpay_clearpay',
  name: 'Afterpay',
  noun: 'pay later account',
  countries: { usd: ['US'], aud: ['AU'], cad: ['CA'], gbp: ['GB'], nzd: ['NZ'] },
  amounts: {
    usd: { minimum: 100, maximum: 400_000 },
    aud: { minimum: 100, maximum: 200_000 },
    cad: { minimum: 100, maximum: 200_000 },
    gbp: { minimum: 100, maximum: 120_000 },
    nzd: { minimum: 100, maximum: 200_000 },
  },
  required: ['name', 'email', 'address.line1', 'address.country', 'address.postal_code'],
  capturesLater: true,
  savedAs: null,
  options: { reference: v.optional(text(128)) },
  unset: { reference: null },
  charged: (_, options) =>
    ({
      order_id: reference(),
      reference: (options as { reference?: string }).reference ?? null,
    }) satisfies Stripe.Charge.PaymentMethodDetails.AfterpayClearpay,
  disputes: true,
  refundedTo: { afterpay_clearpay: { reference: null, reference_status: null }, type: 'afterpay_clearpay' },
});
