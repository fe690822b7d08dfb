import type Stripe from 'stripe';
import { goodBankOf } from '../../../../src/contract/test-payout-accounts.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { storedBank } from './bank-account.js';
import { NO_PROFILE, newPerson, withPerson } from './merge.js';
import type { AccountState, GivenDocument, PersonState } from './state.js';
import { TEST_PHONE } from './test-values.js';

type Means = Pick<Work, 'now' | 'secrets'>;

/**
 * Returns an account with test values for everything that it lacks, verified. What was given stays as it is.
 *
 * @param id The id that the account has, or will have.
 */
export function filledIn(id: string, state: AccountState, { now, secrets }: Means): AccountState {
  const { given } = state;
  const type = given.business_type ?? 'individual';
  const isCompany = type !== 'individual';
  const currency = given.default_currency;
  const bank = () => {
    const made = storedBank(goodBankOf(given.country), { currency }, { secrets, account: id });
    return { ...made, body: { ...made.body, default_for_currency: true } };
  };
  return {
    ...state,
    given: {
      ...given,
      business_type: type,
      business_profile: profileOf(given.business_profile),
      company: isCompany ? companyOf(given) : given.company,
      settings: settingsOf(given.settings),
      tos_acceptance: { date: seconds(now), ip: '127.0.0.1', ...given.tos_acceptance },
    },
    company: isCompany
      ? { document: PROOF, taxId: 'match', ...state.company, isChecked: true }
      : state.company,
    persons: withPerson(state.persons, representativeOf(state, isCompany, now)).map(proven),
    externalAccounts: state.externalAccounts.length > 0 ? state.externalAccounts : [bank()],
    requested: Object.keys(state.requested).length > 0 ? state.requested : bothSince(seconds(now)),
  };
}

/** The capabilities of an account that asked for none: it is charged for and paid out. */
const bothSince = (time: number): AccountState['requested'] => ({ card_payments: time, transfers: time });

/** A document that shows what it should, which beats every number. */
const PROOF: GivenDocument = { front: 'file_identity_document_success', back: null, meaning: 'success' };

const profileOf = (profile: Stripe.Account.BusinessProfile | null): Stripe.Account.BusinessProfile => ({
  ...NO_PROFILE,
  ...profile,
  mcc: profile?.mcc ?? '5734',
  url: profile?.url ?? 'https://accessible.stripe.com',
});

const addressIn = (country: string): Stripe.Address => ({
  city: 'Testville',
  country,
  line1: 'address_full_match',
  line2: null,
  postal_code: country === 'US' ? '94111' : '10115',
  state: country === 'US' ? 'CA' : 'TS',
});

const companyOf = ({ company, country }: AccountState['given']): Stripe.Account.Company => ({
  ...company,
  address: company.address ?? addressIn(country),
  name: company.name ?? 'Test Company',
  owners_provided: true,
  phone: company.phone ?? TEST_PHONE,
});

function settingsOf(settings: Stripe.Account.Settings | null): Stripe.Account.Settings | null {
  if (!settings) return settings;
  const { payments } = settings;
  return {
    ...settings,
    payments: { ...payments, statement_descriptor: payments.statement_descriptor ?? 'TEST SHOP' },
  };
}

function representativeOf(state: AccountState, isCompany: boolean, now: Date): PersonState {
  const known = state.persons.find(({ given }) => given.relationship?.representative) ?? newPerson(now);
  const { given, facts } = known;
  const { relationship } = given;
  return {
    given: {
      ...given,
      address: given.address ?? addressIn(state.given.country),
      dob: given.dob ?? { day: 1, month: 1, year: 1902 },
      email: given.email ?? state.given.email ?? 'jenny@example.com',
      first_name: given.first_name ?? 'Jenny',
      last_name: given.last_name ?? 'Rosen',
      phone: given.phone ?? TEST_PHONE,
      relationship: {
        authorizer: false,
        director: false,
        executive: false,
        legal_guardian: false,
        owner: false,
        percent_ownership: null,
        ...relationship,
        representative: true,
        title: relationship?.title ?? (isCompany ? 'CEO' : null),
      },
    },
    facts: { ssnLast4: 'match', ...facts, idNumber: 'immediate' },
  };
}

/** Returns a person with documents that prove what was given. */
const proven = ({ given, facts }: PersonState): PersonState => ({
  given,
  facts: { ...facts, document: PROOF, additionalDocument: PROOF, isChecked: true },
});
