import type Stripe from 'stripe';
import * as v from 'valibot';
import { flag } from '../../kernel/http/params.js';
import { defineRedirectMethod, HOLDER, reference } from '../redirect.js';

/** Banks that a holder can choose, by the public types. */
const BANKS = [
  'alior_bank',
  'bank_millennium',
  'bank_nowy_bfg_sa',
  'bank_pekao_sa',
  'banki_spbdzielcze',
  'blik',
  'bnp_paribas',
  'boz',
  'citi_handlowy',
  'credit_agricole',
  'envelobank',
  'etransfer_pocztowy24',
  'getin_bank',
  'ideabank',
  'ing',
  'inteligo',
  'mbank_mtransfer',
  'nest_przelew',
  'noble_pay',
  'pbac_z_ipko',
  'plus_bank',
  'santander_przelew24',
  'tmobile_usbugi_bankowe',
  'toyota_bank',
  'velobank',
  'volkswagen_bank',
] as const;

export const p24 = defineRedirectMethod<'p24', { bank?: (typeof BANKS)[number] | undefined }>({
  type: 'p24',
  name: 'Przelewy24',
  noun: 'bank account',
  currencies: ['pln', 'eur'],
  countries: ['PL'],
  required: ['email'],
  savedAs: null,
  own: v.strictObject({ bank: v.optional(v.picklist(BANKS)) }),
  options: { tos_shown_and_accepted: v.optional(flag) },
  fromBrowser: ['tos_shown_and_accepted'],
  shown: ({ bank = null }) => ({ bank }) satisfies Stripe.PaymentMethod.P24,
  charged: ({ details: { bank = null }, billingDetails: { name } }) =>
    ({
      bank,
      reference: reference(),
      verified_name: name ?? HOLDER,
    }) satisfies Stripe.Charge.PaymentMethodDetails.P24,
  refundedTo: { p24: { reference: null, reference_status: null }, type: 'p24' },
});
