import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { integer, text } from '../../kernel/http/params.js';
import { defineVoucherMethod, digits, endOfDay } from '../voucher.js';

/** Hours by which the clocks in São Paulo are ahead of UTC. */
const HOURS_AHEAD = -3;

export const boleto = defineVoucherMethod<'boleto', { tax_id: string }>({
  type: 'boleto',
  name: 'Boleto',
  currencies: ['brl'],
  countries: ['BR'],
  savedAs: 'itself',
  amounts: { brl: { minimum: 500, maximum: 4_999_999 } },
  required: [
    'name',
    'email',
    'address.line1',
    'address.city',
    'address.state',
    'address.postal_code',
    'address.country',
  ],
  refundable: false,
  own: v.strictObject({ tax_id: text(20) }),
  read({ tax_id }) {
    // A person's number (CPF) has 11 digits, a company's (CNPJ) 14.
    if (/^(\d{11}|\d{14})$/.test(tax_id.replace(/[.\-/ ]/g, ''))) return;
    throw invalidRequest('Invalid tax_id: it has to be a CPF of 11 digits, or a CNPJ of 14.', {
      code: 'tax_id_invalid',
      param: 'boleto[tax_id]',
    });
  },
  options: { expires_after_days: v.optional(integer({ minimum: 0, maximum: 60 })) },
  unset: { expires_after_days: 3 },
  shown: ({ tax_id }) => ({ tax_id }) satisfies Stripe.PaymentMethod.Boleto,
  expiry: (now, options) =>
    endOfDay(now, (options as { expires_after_days: number }).expires_after_days, HOURS_AHEAD),
  action: ({ expiresAt, url }) => ({
    type: 'boleto_display_details',
    boleto_display_details: {
      expires_at: expiresAt,
      hosted_voucher_url: url,
      number: digits(47),
      pdf: null,
    },
  }),
  charged: ({ details: { tax_id } }) => ({ tax_id }) satisfies Stripe.Charge.PaymentMethodDetails.Boleto,
});
