import type Stripe from 'stripe';
import * as v from 'valibot';
import { integer, text } from '../../kernel/http/params.js';
import { defineRedirectMethod } from '../redirect.js';

const own = v.strictObject({
  dob: v.optional(
    v.strictObject({
      day: integer({ minimum: 1, maximum: 31 }),
      month: integer({ minimum: 1, maximum: 12 }),
      year: integer({ minimum: 1900, maximum: 9999 }),
    }),
  ),
});

export const klarna = defineRedirectMethod<'klarna', v.InferOutput<typeof own>>({
  type: 'klarna',
  name: 'Klarna',
  noun: 'pay later account',
  // A customer pays in the currency of their country: https://docs.stripe.com/payments/klarna
  countries: {
    eur: ['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'GR', 'IE', 'IT', 'NL', 'PT'],
    usd: ['US'],
    gbp: ['GB'],
    aud: ['AU'],
    cad: ['CA'],
    chf: ['CH'],
    czk: ['CZ'],
    dkk: ['DK'],
    nok: ['NO'],
    nzd: ['NZ'],
    pln: ['PL'],
    ron: ['RO'],
    sek: ['SE'],
  },
  required: ['address.country'],
  capturesLater: true,
  savedAs: 'itself',
  own,
  options: { preferred_locale: v.optional(text(20)) },
  fromBrowser: ['preferred_locale'],
  unset: { preferred_locale: null },
  shown: ({ dob = null }) => ({ dob }) satisfies Stripe.PaymentMethod.Klarna,
  charged: ({ billingDetails: { address } }, options) =>
    ({
      payer_details: { address: { country: address.country } },
      payment_method_category: 'pay_later',
      preferred_locale: (options as { preferred_locale?: string }).preferred_locale ?? null,
    }) satisfies Stripe.Charge.PaymentMethodDetails.Klarna,
  disputes: { klarna: { reason_code: null }, type: 'klarna' },
  refundedTo: { klarna: { reference: null, reference_status: null }, type: 'klarna' },
});
