import type Stripe from 'stripe';
import * as v from 'valibot';
import { findNamedIban } from '../../../../src/contract/test-ibans.js';
import type { Held } from '../method.js';
import { defineRedirectMethod, HOLDER } from '../redirect.js';

const LANGUAGES = ['en', 'de', 'fr', 'nl'] as const;

interface BancontactOptions {
  preferred_language?: (typeof LANGUAGES)[number];
}

/** The account that every payment comes from, and that is debited later where it is saved. */
const ACCOUNT = 'pm_success_be';
const BANK = { bank_code: 'VAPE', bank_name: 'VAN DE PUT & CO', bic: 'VAPEBE22' };

export const bancontact = defineRedirectMethod({
  type: 'bancontact',
  name: 'Bancontact',
  noun: 'bank account',
  currencies: ['eur'],
  countries: ['BE'],
  required: ['name'],
  savedAs: 'sepa_debit',
  generates: ACCOUNT,
  options: { preferred_language: v.optional(v.picklist(LANGUAGES)) },
  fromBrowser: ['preferred_language'],
  unset: { preferred_language: 'en' },
  charged: detailsOf,
  setUpDetails: (held) => detailsOf(held),
});

function detailsOf(
  { billingDetails: { name } }: Held,
  { preferred_language: language = 'en' }: BancontactOptions = {},
): Stripe.SetupAttempt.PaymentMethodDetails.Bancontact & Stripe.Charge.PaymentMethodDetails.Bancontact {
  return {
    ...BANK,
    generated_sepa_debit: null,
    generated_sepa_debit_mandate: null,
    iban_last4: findNamedIban(ACCOUNT)?.iban.slice(-4) ?? null,
    preferred_language: language,
    verified_name: name ?? HOLDER,
  };
}
