import type Stripe from 'stripe';
import * as v from 'valibot';
import { defineRedirectMethod, reference } from '../redirect.js';

/** Banks that a holder chooses, by the public types. */
const BANKS = [
  'affin_bank',
  'agrobank',
  'alliance_bank',
  'ambank',
  'bank_islam',
  'bank_muamalat',
  'bank_of_china',
  'bank_rakyat',
  'bnp_paribas',
  'bsn',
  'cimb',
  'citibank',
  'deutsche_bank',
  'hong_leong_bank',
  'hsbc',
  'kfh',
  'maybank2e',
  'maybank2u',
  'mbsb_bank',
  'ocbc',
  'pb_enterprise',
  'public_bank',
  'rhb',
  'standard_chartered',
  'uob',
] as const;

const own = v.strictObject({
  account_holder_type: v.optional(v.picklist(['company', 'individual'])),
  bank: v.picklist(BANKS),
});

export const fpx = defineRedirectMethod<'fpx', v.InferOutput<typeof own>>({
  type: 'fpx',
  name: 'FPX',
  noun: 'bank account',
  currencies: ['myr'],
  countries: ['MY'],
  // The limits are as generally known: not verified.
  amounts: { myr: { minimum: 200, maximum: 3_000_000 } },
  savedAs: null,
  own,
  shown: ({ account_holder_type = null, bank }) =>
    ({ account_holder_type, bank }) satisfies Stripe.PaymentMethod.Fpx,
  charged: ({ details: { account_holder_type = null, bank } }) =>
    ({
      account_holder_type,
      bank,
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Fpx,
});
