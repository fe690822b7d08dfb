import type Stripe from 'stripe';
import { NO_ADDRESS } from '../../kernel/http/params.js';
import { methods } from '../../methods/index.js';
import type { CapabilityName } from './capability-names.js';
import { isCollectedByPlatform } from './controller.js';
import type { Assessment, RequirementLists } from './requirements.js';
import {
  type AccountState,
  type ExternalAccountState,
  type GivenDocument,
  individualOf,
  type PersonState,
} from './state.js';

/** Largest number of bank accounts and cards that an account's object has in it. The list has all of them. */
const SHOWN_EXTERNAL_ACCOUNTS = 10;

const NO_REQUIREMENTS = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** Returns a connected account as its platform sees it. */
export function accountObject(id: string, state: AccountState, assessment: Assessment): Stripe.Account {
  const { company, ...given } = state.given;
  const isSeen = isCollectedByPlatform(given) || !state.progress.hasBegun;
  const individual = individualOf(state);
  return {
    id,
    object: 'account',
    ...given,
    capabilities: statuses(assessment),
    charges_enabled: assessment.chargesEnabled,
    ...(isSeen && isOfCompany(state) && { company: companyObject(state, assessment) }),
    details_submitted: assessment.detailsSubmitted,
    ...(isSeen && { external_accounts: externalAccountList(id, state) }),
    future_requirements: NO_REQUIREMENTS,
    ...(isSeen && individual && { individual: personObject(id, individual, assessment) }),
    payouts_enabled: assessment.payoutsEnabled,
    requirements: requirementsObject(assessment) as Stripe.Account.Requirements,
  };
}

const isOfCompany = ({ given, company }: AccountState) =>
  (given.business_type !== null && given.business_type !== 'individual') ||
  Object.keys(given.company).length > 0 ||
  Object.keys(company).length > 1;

const statuses = ({ capabilities }: Assessment): Stripe.Account.Capabilities =>
  Object.fromEntries(
    Object.entries(capabilities)
      .map(([name, { status }]) => [name, status] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const requirementsObject = (
  lists: RequirementLists & Pick<Assessment, 'current_deadline' | 'disabled_reason'>,
) => ({
  alternatives: [],
  current_deadline: lists.current_deadline,
  currently_due: lists.currently_due,
  disabled_reason: lists.disabled_reason,
  errors: lists.errors,
  eventually_due: lists.eventually_due,
  past_due: lists.past_due,
  pending_verification: lists.pending_verification,
});

function companyObject(
  { given, company: facts }: AccountState,
  { company }: Assessment,
): Stripe.Account.Company {
  return {
    address: NO_ADDRESS,
    directors_provided: false,
    executives_provided: false,
    name: null,
    owners_provided: false,
    phone: null,
    ...given.company,
    tax_id_provided: facts.taxId !== undefined,
    vat_id_provided: facts.vatId === true,
    verification: { document: documentObject(facts.document, company) },
  };
}

const documentObject = (file: GivenDocument | undefined, status: string) => {
  const hasFailed = file?.meaning === 'failure' && status === 'unverified';
  return {
    back: file?.back ?? null,
    details: hasFailed ? 'The document could not be verified.' : null,
    details_code: hasFailed ? 'document_failed_test_mode' : null,
    front: file?.front ?? null,
  };
};

/** Returns a person as the platform sees it. */
export function personObject(
  account: string,
  { given, facts }: PersonState,
  { persons }: Assessment,
): Stripe.Person {
  const assessed = persons[given.id];
  const { status, ...lists } = assessed ?? { ...NO_LISTS, status: 'unverified' as const };
  const hasMismatch = assessed?.errors.some(({ code }) => code.startsWith('verification_failed'));
  return {
    ...given,
    account,
    address: given.address ?? NO_ADDRESS,
    dob: given.dob ?? { day: null, month: null, year: null },
    email: given.email ?? null,
    first_name: given.first_name ?? null,
    future_requirements: { ...NO_LISTS, alternatives: [] },
    id_number_provided: facts.idNumber !== undefined,
    ...(facts.idNumberSecondary && { id_number_secondary_provided: true }),
    last_name: given.last_name ?? null,
    phone: given.phone ?? null,
    requirements: { alternatives: [], ...lists },
    ssn_last_4_provided: facts.ssnLast4 !== undefined || facts.idNumber !== undefined,
    verification: {
      additional_document: documentObject(facts.additionalDocument, status),
      details: hasMismatch ? 'Provided identity information could not be verified' : null,
      details_code: hasMismatch ? 'failed_keyed_identity' : null,
      document: documentObject(facts.document, status),
      status,
    },
  };
}

const NO_LISTS: RequirementLists = {
  currently_due: [],
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** Returns one capability, requested or not. */
export function capabilityObject(
  account: string,
  name: CapabilityName,
  { requested }: Pick<AccountState, 'requested'>,
  { capabilities }: Pick<Assessment, 'capabilities'>,
): Stripe.Capability {
  const assessed = capabilities[name];
  return {
    id: name,
    object: 'capability',
    account,
    future_requirements: NO_REQUIREMENTS,
    requested: assessed !== undefined,
    requested_at: requested[name] ?? null,
    requirements: assessed
      ? (requirementsObject(assessed) as Stripe.Capability.Requirements)
      : NO_REQUIREMENTS,
    status: assessed?.status ?? 'unrequested',
  };
}

/** Returns the newest bank accounts and cards, as the account's object has them. */
function externalAccountList(
  id: string,
  { externalAccounts }: AccountState,
): Stripe.Account['external_accounts'] {
  const newest = [...externalAccounts].reverse();
  return {
    object: 'list',
    data: newest.slice(0, SHOWN_EXTERNAL_ACCOUNTS).map(externalAccountObject),
    has_more: newest.length > SHOWN_EXTERNAL_ACCOUNTS,
    url: `/v1/accounts/${id}/external_accounts`,
  };
}

export const externalAccountObject = ({ body }: ExternalAccountState): Stripe.BankAccount | Stripe.Card =>
  body;

/** Returns the platform's own account. Nothing is required of it, and only its profile is stored. */
export const ownAccountObject = (
  id: string,
  profile: Stripe.Account.BusinessProfile | null,
): Stripe.Account => ({
  id,
  object: 'account',
  business_profile: profile,
  business_type: null,
  capabilities: {
    ...Object.fromEntries(methods.types.map((type) => [`${type}_payments`, 'active'])),
    transfers: 'active',
  },
  charges_enabled: true,
  country: 'US',
  default_currency: 'usd',
  details_submitted: true,
  email: null,
  metadata: {},
  payouts_enabled: true,
  settings: null,
  type: 'standard',
});
