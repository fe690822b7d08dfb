import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { changedAddress, merged, sent } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import type { CapabilityName } from './capability-names.js';
import type { AccountParams, CompanyParams, PersonParams } from './params.js';
import { MINIMUM_DELAY_DAYS } from './settings.js';
import type { AccountState, CompanyFacts, GivenDocument, PersonFacts, PersonState } from './state.js';
import { type AddressMeaning, meaningOfAddress, meaningOfDocument, TEST_PHONE } from './test-values.js';

/**
 * Returns an account after a change.
 *
 * @throws ApiError 400 for values that contradict the account.
 */
export function changedAccount(state: AccountState, params: AccountParams, now: Date): AccountState {
  const { given } = state;
  const { business_profile, business_type, company, default_currency, email, individual } = params;
  const type = business_type ?? given.business_type;
  if (individual && type && type !== 'individual') throw notIndividual();
  requirePhone(business_profile?.support_phone, 'business_profile[support_phone]');
  const changed: AccountState = {
    ...state,
    given: {
      ...given,
      business_profile: profileAfter(given.business_profile, business_profile),
      business_type: type,
      company: companyAfter(given.company, company),
      ...sent({ default_currency, email }),
      metadata: merged(given.metadata ?? {}, params.metadata),
      settings: settingsAfter(given.settings, params.settings),
      tos_acceptance: { ...given.tos_acceptance, ...sent(params.tos_acceptance ?? {}) },
    },
    company: companyFacts(state.company, company, given.country),
    externalAccounts: ownershipAfter(state, params.documents),
    requested: requestedAfter(state.requested, params.capabilities, seconds(now)),
  };
  requireTransfers(changed);
  return withIndividual(changed, individual, now);
}

const notIndividual = () =>
  invalidRequest(
    'The account does not belong to an individual: send the parts of its company, and its persons by POST /v1/accounts/:id/persons.',
    { param: 'individual' },
  );

export const NO_PROFILE: Stripe.Account.BusinessProfile = {
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
};

/** Returns a business profile with the parts that were sent. */
export function profileAfter(
  before: Stripe.Account.BusinessProfile | null | undefined,
  given?: AccountParams['business_profile'],
): Stripe.Account.BusinessProfile | null {
  if (!given) return before ?? null;
  const { support_address: address, ...rest } = given;
  const profile = { ...(before ?? NO_PROFILE), ...sent(rest) } as Stripe.Account.BusinessProfile;
  return { ...profile, support_address: changedAddress(profile.support_address, address) };
}

/** Reads the sent parts of a hash, where a hash within it is merged too. */
function mergedDeep<Value extends object>(before: Value, change: object | undefined): Value {
  const parts = Object.entries(sent(change ?? {})).map(([name, value]) => {
    const old = (before as Record<string, unknown>)[name];
    return [name, isHash(value) && isHash(old) ? mergedDeep(old, value) : value];
  });
  return { ...before, ...Object.fromEntries(parts) };
}

const isHash = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function settingsAfter(
  before: Stripe.Account.Settings | null,
  change: AccountParams['settings'],
): Stripe.Account.Settings | null {
  if (!before || !change) return before;
  const after = mergedDeep(before, change);
  const { payouts } = after;
  if (!payouts) return after;
  const { delay_days: delay, ...schedule } = {
    ...payouts.schedule,
    ...daysOf(change.payouts?.schedule ?? {}),
  };
  const days = (delay as unknown) === 'minimum' ? MINIMUM_DELAY_DAYS : delay;
  return { ...after, payouts: { ...payouts, schedule: withAnchors({ ...schedule, delay_days: days }) } };
}

type ScheduleChange = NonNullable<NonNullable<NonNullable<AccountParams['settings']>['payouts']>['schedule']>;

/** Returns the days of a schedule that names them in one of the two ways: a single day takes the place of several. */
const daysOf = ({
  monthly_anchor: day,
  monthly_payout_days: days,
  weekly_anchor: weekday,
  weekly_payout_days: weekdays,
}: ScheduleChange) => ({
  ...(day && { monthly_payout_days: days }),
  ...(days?.[0] && { monthly_anchor: day ?? days[0] }),
  ...(weekday && { weekly_payout_days: weekdays }),
  ...(weekdays?.[0] && { weekly_anchor: weekday ?? weekdays[0] }),
});

/** Leaves out the anchors of another interval. */
function withAnchors(schedule: Stripe.Account.Settings.Payouts.Schedule) {
  const { monthly_anchor, monthly_payout_days, weekly_anchor, weekly_payout_days, ...rest } = schedule;
  const monthly = {
    monthly_anchor: monthly_anchor ?? 1,
    ...(monthly_payout_days && { monthly_payout_days }),
  };
  const weekly = {
    weekly_anchor: weekly_anchor ?? 'monday',
    ...(weekly_payout_days && { weekly_payout_days }),
  };
  if (rest.interval === 'monthly') return { ...rest, ...monthly };
  return rest.interval === 'weekly' ? { ...rest, ...weekly } : rest;
}

function companyAfter(
  before: Stripe.Account.Company,
  change: CompanyParams | undefined,
): Stripe.Account.Company {
  if (!change) return before;
  requirePhone(change.phone, 'company[phone]');
  const { address, physical_address, registration_number, tax_id, vat_id, verification, ...rest } = change;
  const { administrative_address, principal_place_of_business, ...shown } = rest;
  const places = { address, administrative_address, physical_address, principal_place_of_business };
  return { ...mergedDeep(before, shown), ...placesAfter(before, places) };
}

/** Returns the addresses that were sent, after their change. */
function placesAfter(before: object, changes: Record<string, Parameters<typeof changedAddress>[1]>): object {
  const parts = Object.entries(changes).flatMap(([name, change]) => {
    const old = (before as Record<string, Stripe.Address | undefined>)[name] ?? null;
    return change === undefined ? [] : [[name, changedAddress(old, change) ?? undefined]];
  });
  return Object.fromEntries(parts);
}

/** The meanings of a company's address, the worst first. */
const ADDRESS_ORDER: AddressMeaning[] = ['line1_no_match', 'no_match', 'full_match'];

function companyFacts(
  before: CompanyFacts,
  change: CompanyParams | undefined,
  country: string,
): CompanyFacts {
  if (!change) return before;
  const { address, registration_number, tax_id, vat_id, verification } = change;
  const file = documentAfter(before.document, verification?.document);
  if (address?.country && address.country !== country) throw foreignAddress(country);
  return {
    ...before,
    ...(tax_id && { taxId: tax_id }),
    ...(vat_id && { vatId: vat_id }),
    ...(registration_number && { registrationNumber: registration_number }),
    ...(file && { document: file }),
    ...(address?.line1 && { address: better(before.address, meaningOfAddress(address.line1)) }),
    isChecked: before.isChecked && !(tax_id || file !== before.document || address?.line1),
  };
}

const better = (before: AddressMeaning | undefined, now: AddressMeaning): AddressMeaning =>
  before && ADDRESS_ORDER.indexOf(before) > ADDRESS_ORDER.indexOf(now) ? before : now;

const foreignAddress = (country: string) =>
  invalidRequest(`The address of the business has to be in the country of its account, ${country}.`, {
    code: 'account_country_invalid_address',
    param: 'company[address][country]',
  });

type DocumentChange = { back?: string | null | undefined; front?: string | null | undefined } | undefined;

function documentAfter(before: GivenDocument | undefined, change: DocumentChange): GivenDocument | undefined {
  if (!change?.front && !change?.back) return before;
  const front = change.front ?? before?.front ?? null;
  return { front, back: change.back ?? before?.back ?? null, meaning: meaningOfDocument(front ?? '') };
}

/** Takes a document as the proof that bank accounts belong to the holder. */
function ownershipAfter({ externalAccounts }: AccountState, documents: AccountParams['documents']) {
  const files = documents?.bank_account_ownership_verification?.files ?? [];
  const isProof = files.some((file) => meaningOfDocument(file) === 'success');
  if (!isProof) return externalAccounts;
  return externalAccounts.map(({ body, facts }) => ({
    body,
    facts: facts.ownership ? { ...facts, ownership: 'proven' as const } : facts,
  }));
}

function requestedAfter(
  before: AccountState['requested'],
  change: AccountParams['capabilities'],
  now: number,
): AccountState['requested'] {
  const after = { ...before };
  for (const [name, asked] of Object.entries(change ?? {}) as [CapabilityName, { requested?: boolean }?][]) {
    if (asked?.requested) after[name] ??= now;
    if (asked?.requested === false) delete after[name];
  }
  return after;
}

function requireTransfers({ requested, given }: AccountState): void {
  if (requested.card_payments && !requested.transfers && given.country === 'US') {
    throw invalidRequest(
      'In the US, the capability card_payments needs the capability transfers: send capabilities[transfers][requested]=true.',
      { param: 'capabilities' },
    );
  }
  const isRecipient = given.tos_acceptance.service_agreement === 'recipient';
  if (isRecipient && Object.keys(requested).some((name) => name !== 'transfers')) {
    throw invalidRequest('An account with the recipient agreement can have only the capability transfers.', {
      param: 'tos_acceptance[service_agreement]',
    });
  }
}

function withIndividual(state: AccountState, change: AccountParams['individual'], now: Date): AccountState {
  if (!change) return state;
  const known = state.persons.find(({ given }) => given.relationship?.representative);
  const person = changedPerson(known ?? newPerson(now), change, 'individual');
  const representative = {
    ...person,
    given: {
      ...person.given,
      relationship: { ...NO_RELATIONSHIP, ...person.given.relationship, representative: true },
    },
  };
  return { ...state, persons: withPerson(state.persons, representative) };
}

/** Returns the persons with one that is new, or in place of its former self. */
export const withPerson = (persons: PersonState[], person: PersonState): PersonState[] =>
  persons.some(({ given }) => given.id === person.given.id)
    ? persons.map((one) => (one.given.id === person.given.id ? person : one))
    : [...persons, person];

const NO_RELATIONSHIP: Stripe.Person.Relationship = {
  authorizer: false,
  director: false,
  executive: false,
  legal_guardian: false,
  owner: false,
  percent_ownership: null,
  representative: false,
  title: null,
};

/** Returns a person of whom nothing is known. */
export const newPerson = (now: Date): PersonState => ({
  given: {
    id: newId('person'),
    object: 'person',
    created: seconds(now),
    metadata: {},
    relationship: NO_RELATIONSHIP,
  },
  facts: { isChecked: false },
});

/** Properties by which a person is found in a register. */
const OF_IDENTITY = ['address', 'dob', 'first_name', 'id_number', 'last_name', 'ssn_last_4'] as const;

/**
 * Returns a person after a change.
 *
 * @param name The parameter that holds it, for errors; empty where it is the whole request.
 */
export function changedPerson({ given, facts }: PersonState, change: PersonParams, name = ''): PersonState {
  requirePhone(change.phone, name ? `${name}[phone]` : 'phone');
  const { address, registered_address, id_number, id_number_secondary, ssn_last_4, ...rest } = change;
  const { verification, documents, dob, metadata, additional_tos_acceptances, full_name_aliases, ...shown } =
    rest;
  const aliases = full_name_aliases === null ? [] : full_name_aliases;
  const person = {
    ...mergedDeep(given, shown),
    ...placesAfter(given, { address, registered_address }),
    ...(dob !== undefined && { dob: dob ?? { day: null, month: null, year: null } }),
    ...(aliases && { full_name_aliases: aliases }),
    metadata: merged(given.metadata ?? {}, metadata),
  };
  return { given: person, facts: personFacts(facts, change) };
}

function personFacts(before: PersonFacts, change: PersonParams): PersonFacts {
  const { id_number, id_number_secondary, ssn_last_4, verification } = change;
  const file = documentAfter(before.document, verification?.document);
  const other = documentAfter(before.additionalDocument, verification?.additional_document);
  const isNew = OF_IDENTITY.some((name) => change[name] !== undefined) || file !== before.document;
  return {
    ...before,
    ...(id_number && { idNumber: id_number }),
    ...(id_number_secondary && { idNumberSecondary: id_number_secondary }),
    ...(ssn_last_4 && { ssnLast4: ssn_last_4 }),
    ...(file && { document: file }),
    ...(other && { additionalDocument: other }),
    isChecked: before.isChecked && !isNew && other === before.additionalDocument,
  };
}

/** @throws ApiError 400 for a text that is no phone number. */
function requirePhone(phone: string | null | undefined, param: string): void {
  if (!phone || phone === TEST_PHONE || /^\+?\d{7,15}$/.test(phone.replace(/[\s().-]/g, ''))) return;
  throw invalidRequest('This is not a phone number. In test mode, 0000000000 is valid everywhere.', {
    param,
  });
}
