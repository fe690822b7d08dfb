import type Stripe from 'stripe';
import * as v from 'valibot';
import { findNamedIban } from '../../../../src/contract/test-ibans.js';
import type { Held } from '../method.js';
import { defineRedirectMethod, HOLDER, reference } from '../redirect.js';

/** Banks that a holder can choose, by the public types, each with its BIC. */
const BANKS = {
  abn_amro: 'ABNANL2A',
  adyen: 'ADYBNL2A',
  asn_bank: 'ASNBNL21',
  bunq: 'BUNQNL2A',
  buut: 'BUUTNL2A',
  finom: 'FNOMNL22',
  handelsbanken: 'HANDNL2A',
  ing: 'INGBNL2A',
  knab: 'KNABNL2H',
  mollie: 'MLLENL2A',
  moneyou: 'MOYONL21',
  n26: 'NTSBDEB1',
  nn: 'NNBANL2G',
  rabobank: 'RABONL2U',
  regiobank: 'RBRBNL21',
  revolut: 'REVOLT21',
  sns_bank: 'SNSBNL2A',
  triodos_bank: 'TRIONL2U',
  van_lanschot: 'FVLBNL22',
  yoursafe: 'BITSNL2A',
} as const;

type Bank = keyof typeof BANKS;

interface Ideal {
  bank?: Bank | undefined;
}

/** The account that every payment comes from, and that is debited later where it is saved. */
const ACCOUNT = 'pm_success_nl';
/** Bank of the holders who have chosen none: the one of the account. */
const DEFAULT_BANK = 'rabobank';

export const ideal = defineRedirectMethod<'ideal', Ideal>({
  type: 'ideal',
  name: 'iDEAL | Wero',
  noun: 'bank account',
  currencies: ['eur'],
  countries: ['NL'],
  savedAs: 'sepa_debit',
  generates: ACCOUNT,
  own: v.strictObject({ bank: v.optional(v.picklist(Object.keys(BANKS) as Bank[])) }),
  shown: ({ bank = null }) => ({ bank, bic: bank && BANKS[bank] }) satisfies Stripe.PaymentMethod.Ideal,
  charged: (held) =>
    ({ ...detailsOf(held), transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Ideal,
  setUpDetails: detailsOf,
});

function detailsOf({
  details: { bank = DEFAULT_BANK },
  billingDetails: { name },
}: Held<Ideal>): Stripe.SetupAttempt.PaymentMethodDetails.Ideal {
  return {
    bank,
    bic: BANKS[bank],
    generated_sepa_debit: null,
    generated_sepa_debit_mandate: null,
    iban_last4: findNamedIban(ACCOUNT)?.iban.slice(-4) ?? null,
    verified_name: name ?? HOLDER,
  };
}
