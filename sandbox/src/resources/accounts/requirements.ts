import type Stripe from 'stripe';
import { type CapabilityName, isForPayments } from './capability-names.js';
import type { AccountState, PersonState } from './state.js';
import {
  type ErrorCode,
  errorOfText,
  isInactive,
  meaningOfAddress,
  meaningOfBirth,
  TEXTS,
} from './test-values.js';

type RequirementError = Stripe.Account.Requirements.Error;
type DisabledReason = Stripe.Account.Requirements.DisabledReason | 'paused.inactivity';

/** The lists of requirements of an account, of one capability or of one person. */
export interface RequirementLists {
  currently_due: string[];
  errors: RequirementError[];
  eventually_due: string[];
  past_due: string[];
  pending_verification: string[];
}

export interface CapabilityAssessment extends RequirementLists {
  status: 'active' | 'inactive' | 'pending';
  current_deadline: number | null;
  disabled_reason: DisabledReason | null;
}

export interface PersonAssessment extends RequirementLists {
  status: 'pending' | 'unverified' | 'verified';
}

/** What follows from all that is known of an account. */
export interface Assessment extends Omit<CapabilityAssessment, 'status'> {
  capabilities: Partial<Record<CapabilityName, CapabilityAssessment>>;
  persons: Record<string, PersonAssessment>;
  company: 'pending' | 'unverified' | 'verified';
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  /** Whether a verification is under way. */
  isPending: boolean;
}

/** Time in which a requirement of an active account has to be met, in seconds. */
const DEADLINE_SECONDS = 14 * 24 * 3600;

/**
 * Derives requirements and capabilities from what is known of an account. Nothing of it is stored as a fact: it is
 * derived again after every change.
 */
export function assess(state: AccountState): Assessment {
  if (state.isWaived) return waived(state);
  const common = findingsOf(state);
  const names = Object.keys(state.requested) as CapabilityName[];
  const capabilities = Object.fromEntries(
    names.map((name) => [name, assessCapability(name, state, common)]),
  ) as Assessment['capabilities'];
  const all = Object.values(capabilities);
  const lists = all.length > 0 ? union(all) : listsOf(state, common, false);
  const isActive = (name: CapabilityName) => capabilities[name]?.status === 'active';
  const chargesEnabled = names.some((name) => isForPayments(name) && isActive(name));
  const payoutsEnabled = names.some(isActive) && mayBePaidOut(state, common);
  const [persons, company] = [assessPersons(state), companyStatus(state)];
  return {
    ...lists,
    capabilities,
    persons,
    company,
    chargesEnabled,
    payoutsEnabled,
    detailsSubmitted:
      state.progress.isSubmitted || (names.length > 0 && missingOf(state, names).length === 0),
    current_deadline: all.find(({ current_deadline: deadline }) => deadline)?.current_deadline ?? null,
    disabled_reason: disabledReason(state, all, { chargesEnabled, payoutsEnabled, lists }),
    isPending: lists.pending_verification.length > 0 && !isPaused(state),
  };
}

function disabledReason(
  state: AccountState,
  capabilities: CapabilityAssessment[],
  { payoutsEnabled, lists }: { chargesEnabled: boolean; payoutsEnabled: boolean; lists: RequirementLists },
): DisabledReason | null {
  const stopped = stopOf(state);
  if (stopped) return stopped;
  const reason = capabilities.find(({ status }) => status !== 'active')?.disabled_reason;
  if (reason) return reason;
  if (capabilities.length > 0) return payoutsEnabled ? null : 'requirements.past_due';
  return lists.currently_due.length > 0 ? 'requirements.past_due' : 'action_required.requested_capabilities';
}

function assessCapability(name: CapabilityName, state: AccountState, common: Findings): CapabilityAssessment {
  const wasActive = state.progress.active.includes(name);
  const findings = { ...common, missing: [...missingOf(state, [name])] };
  const lists = listsOf(state, findings, wasActive);
  const { currently_due: due, pending_verification: pending } = lists;
  const inactive = (reason: DisabledReason): CapabilityAssessment => ({
    ...lists,
    past_due: due,
    status: 'inactive',
    current_deadline: null,
    disabled_reason: reason,
  });
  const stopped = stopOf(state);
  if (stopped) return inactive(stopped);
  if (isChargeBlocked(state, name, due) || common.isAddressUnknown) return inactive('requirements.past_due');
  if (!wasActive && due.length > 0) return inactive('requirements.past_due');
  if (!wasActive && pending.length > 0)
    return { ...inactive('requirements.pending_verification'), past_due: [], status: 'pending' };
  const { dueSince } = state.progress;
  return {
    ...lists,
    past_due: isPayoutBlocked(state, due) ? due : [],
    status: 'active',
    current_deadline: due.length > 0 && dueSince !== null ? dueSince + DEADLINE_SECONDS : null,
    disabled_reason: null,
  };
}

const isChargeBlocked = ({ progress }: AccountState, name: CapabilityName, due: string[]) =>
  progress.triggered === 'charges' && isForPayments(name) && due.length > 0;

const isPayoutBlocked = ({ progress }: AccountState, due: string[]) =>
  progress.triggered === 'payouts' && due.length > 0;

function mayBePaidOut(
  state: AccountState,
  { missing, errors, eventually, isLine1Unknown }: Findings,
): boolean {
  const due = [...missing, ...errors, ...eventually];
  const isBlocked = state.progress.triggered === 'payouts' && due.length > 0;
  const isProven = state.externalAccounts.every(({ facts }) => facts.ownership !== 'document_due');
  return hasExternalAccount(state) && isProven && !isBlocked && !isLine1Unknown;
}

/** Returns why an account can do nothing, whatever is known of it. */
function stopOf(state: AccountState): DisabledReason | undefined {
  if (state.progress.rejected) return `rejected.${state.progress.rejected}`;
  if (isPaused(state)) return 'paused.inactivity';
  return state.persons.some(isListed) ? 'listed' : undefined;
}

const isPaused = ({ given }: AccountState) => isInactive(given.business_profile?.url);

const isListed = ({ given: { dob } }: PersonState) => dob !== undefined && meaningOfBirth(dob) === 'listed';

/** What is wrong or missing in the data of an account, before it is asked for at a time. */
interface Findings {
  missing: string[];
  pending: string[];
  errors: RequirementError[];
  /** Parts that have to be given some day. */
  eventually: string[];
  /** Whether the first line of the company's address is in no register, or nothing of it is. */
  isLine1Unknown: boolean;
  isAddressUnknown: boolean;
}

function listsOf(
  { progress }: AccountState,
  { missing, pending, errors, eventually }: Findings,
  wasActive: boolean,
): RequirementLists {
  const due = unique([...missing, ...errors.map(({ requirement }) => requirement)]);
  const current = progress.triggered === 'none' ? due : unique([...due, ...eventually]);
  return {
    currently_due: current,
    errors,
    eventually_due: unique([...current, ...eventually]),
    past_due: wasActive ? [] : current,
    pending_verification: pending,
  };
}

function findingsOf(state: AccountState): Findings {
  const people = personsToCheck(state);
  const found = [
    ...people.map(({ person, prefix }) => checkPerson(state, person, prefix)),
    checkCompany(state),
    checkOwnership(state),
  ];
  const address = state.company.isChecked ? state.company.address : undefined;
  return {
    missing: baseFields(state),
    pending: found.flatMap(({ pending }) => pending),
    errors: [...found.flatMap(({ errors }) => errors), ...textErrors(state)],
    eventually: people.flatMap(({ person, prefix }) => eventualFields(state, person, prefix)),
    isLine1Unknown: address === 'no_match' || address === 'line1_no_match',
    isAddressUnknown: address === 'line1_no_match',
  };
}

/** Returns the fields that an account has to have for these capabilities, and has not. */
function missingOf(state: AccountState, names: CapabilityName[]): string[] {
  return unique([...baseFields(state), ...(names.some(isForPayments) ? paymentFields(state) : [])]);
}

const hasExternalAccount = ({ externalAccounts }: AccountState): boolean =>
  externalAccounts.some(({ body }) => body.status !== 'errored');

function baseFields(state: AccountState): string[] {
  const { given } = state;
  const { business_profile: profile, business_type: type, tos_acceptance: terms } = given;
  const isRecipient = terms.service_agreement === 'recipient';
  return [
    ...missing('business_profile.url', isRecipient || profile?.url || profile?.product_description),
    ...missing('business_type', type),
    ...missing('external_account', hasExternalAccount(state)),
    ...missing('tos_acceptance.date', terms.date),
    ...missing('tos_acceptance.ip', terms.ip),
    ...(isOfOrganisation(state) ? companyFields(state) : []),
    ...peopleFields(state),
  ].sort();
}

const paymentFields = ({ given: { business_profile: profile, settings } }: AccountState): string[] => [
  ...missing('business_profile.mcc', profile?.mcc),
  ...missing('settings.payments.statement_descriptor', settings?.payments.statement_descriptor),
];

const isOfOrganisation = ({ given: { business_type: type } }: AccountState) =>
  type !== null && type !== undefined && type !== 'individual';

function companyFields(state: AccountState): string[] {
  const { company } = state.given;
  return [
    ...missing('company.name', company.name),
    ...missing('company.phone', company.phone),
    ...missing('company.tax_id', state.company.taxId),
    ...addressFields('company.address', company.address, state),
    ...(state.given.business_type === 'company'
      ? missing('company.owners_provided', company.owners_provided)
      : []),
  ];
}

/** Fields that an address has everywhere, and those that it has only in some countries. */
const WITH_STATE = new Set(['AU', 'BR', 'CA', 'IE', 'IN', 'IT', 'MX', 'MY', 'US']);
const WITHOUT_POSTAL_CODE = new Set(['AE', 'HK', 'IE']);

function addressFields(path: string, address: Stripe.Address | undefined, { given }: AccountState): string[] {
  const country = address?.country ?? given.country;
  return [
    ...missing(`${path}.city`, address?.city || country === 'SG'),
    ...missing(`${path}.line1`, address?.line1),
    ...missing(`${path}.postal_code`, address?.postal_code || WITHOUT_POSTAL_CODE.has(country)),
    ...missing(`${path}.state`, address?.state || !WITH_STATE.has(country)),
  ];
}

/** A person whose data is checked, with the beginning of its paths in requirements. */
interface CheckedPerson {
  person: PersonState;
  prefix: string;
}

/** The person of an individual's account; of an organisation, its representative and its owners. */
function personsToCheck(state: AccountState): CheckedPerson[] {
  if (!isOfOrganisation(state)) {
    const person = state.persons.find(({ given }) => given.relationship?.representative);
    const prefix = state.given.business_type ? 'individual' : 'representative';
    return person ? [{ person, prefix }] : [];
  }
  return state.persons
    .filter(({ given: { relationship } }) => relationship?.representative || relationship?.owner)
    .map((person) => ({ person, prefix: person.given.id }));
}

/** A representative that nobody has named yet. */
const NOBODY: PersonState = {
  given: { id: '', object: 'person', created: 0 },
  facts: { isChecked: false },
};

function peopleFields(state: AccountState): string[] {
  const known = personsToCheck(state);
  const isMissing = !known.some(({ person }) => person.given.relationship?.representative);
  const prefix = state.given.business_type === 'individual' ? 'individual' : 'representative';
  return [
    ...(isMissing ? representativeFields(state, NOBODY, prefix) : []),
    ...(isMissing && isOfOrganisation(state) ? ['relationship.representative'] : []),
    ...known.flatMap(({ person, prefix: path }) =>
      person.given.relationship?.representative
        ? representativeFields(state, person, path)
        : ownerFields(state, person, path),
    ),
  ];
}

const representativeFields = (state: AccountState, person: PersonState, prefix: string): string[] => [
  ...ownerFields(state, person, prefix),
  ...missing(`${prefix}.email`, person.given.email),
  ...missing(`${prefix}.phone`, person.given.phone),
  ...(isOfOrganisation(state)
    ? missing(`${prefix}.relationship.title`, person.given.relationship?.title)
    : []),
];

function ownerFields(state: AccountState, { given: person, facts }: PersonState, prefix: string): string[] {
  const isUs = state.given.country === 'US';
  return [
    ...addressFields(`${prefix}.address`, person.address, state),
    ...(['day', 'month', 'year'] as const).flatMap((part) =>
      missing(`${prefix}.dob.${part}`, person.dob?.[part]),
    ),
    ...missing(`${prefix}.first_name`, person.first_name),
    ...missing(`${prefix}.last_name`, person.last_name),
    ...(isUs ? missing(`${prefix}.ssn_last_4`, facts.ssnLast4 ?? facts.idNumber) : []),
  ];
}

const eventualFields = (state: AccountState, { facts }: PersonState, prefix: string): string[] =>
  state.given.country === 'US' ? missing(`${prefix}.id_number`, facts.idNumber) : [];

const missing = (path: string, value: unknown): string[] => (value ? [] : [path]);

/** The result of comparing data with a register. */
interface Check {
  pending: string[];
  errors: RequirementError[];
}

const NOTHING: Check = { pending: [], errors: [] };

/** Compares a person with a register, as soon as all of their data is there. */
function checkPerson(state: AccountState, person: PersonState, prefix: string): Check {
  if (ownerFields(state, person, prefix).length > 0) return NOTHING;
  const { given, facts } = person;
  const birth = given.dob ? meaningOfBirth(given.dob) : 'mismatch';
  const isImmediate = birth === 'immediate' || facts.idNumber === 'immediate';
  if (!facts.isChecked && !isImmediate) return { pending: [pendingPath(person, prefix)], errors: [] };
  return {
    pending: [],
    errors: [...identityErrors(person, birth, prefix), ...addressErrors(person, prefix)],
  };
}

const pendingPath = ({ facts }: PersonState, prefix: string) => {
  if (facts.document) return `${prefix}.verification.document`;
  return facts.idNumber ? `${prefix}.id_number` : `${prefix}.ssn_last_4`;
};

/** A document beats every number, whichever way it goes. */
function identityErrors({ facts }: PersonState, birth: string, prefix: string): RequirementError[] {
  const requirement = `${prefix}.verification.document`;
  if (facts.document?.meaning === 'success') return [];
  if (facts.document) return [errorAt(requirement, 'verification_document_failed_test_mode')];
  if (facts.idNumber === 'mismatch' || facts.ssnLast4 === 'mismatch')
    return [errorAt(requirement, 'verification_failed_id_number_match')];
  return birth === 'mismatch' ? [errorAt(requirement, 'verification_failed_keyed_identity')] : [];
}

function addressErrors({ given, facts }: PersonState, prefix: string): RequirementError[] {
  const requirement = `${prefix}.verification.additional_document`;
  if (facts.additionalDocument?.meaning === 'success') return [];
  if (facts.additionalDocument) return [errorAt(requirement, 'verification_document_failed_test_mode')];
  const isKnown = meaningOfAddress(given.address?.line1) === 'full_match';
  return isKnown ? [] : [errorAt(requirement, 'verification_failed_address_match')];
}

function checkCompany(state: AccountState): Check {
  if (!isOfOrganisation(state) || companyFields(state).length > 0) return NOTHING;
  const { company: facts } = state;
  const isImmediate = facts.taxId === 'immediate';
  if (!facts.isChecked && !isImmediate) return { pending: ['company.tax_id'], errors: [] };
  return { pending: [], errors: [...taxErrors(state), ...companyAddressErrors(state)] };
}

function taxErrors({ company: facts, given }: AccountState): RequirementError[] {
  if (facts.document?.meaning === 'success') return [];
  if (facts.document)
    return [errorAt('company.verification.document', 'verification_document_failed_test_mode')];
  if (facts.taxId === 'not_issued')
    return [errorAt('company.tax_id', 'verification_failed_tax_id_not_issued')];
  const isWrong =
    facts.taxId === 'mismatch' || (facts.taxId === 'only_non_profit' && given.business_type !== 'non_profit');
  return isWrong ? [errorAt('company.tax_id', 'verification_failed_tax_id_match')] : [];
}

const companyAddressErrors = ({ company: { address } }: AccountState): RequirementError[] => {
  const parts = {
    full_match: [],
    no_match: ['line1'],
    line1_no_match: ['city', 'line1', 'postal_code', 'state'],
  };
  return parts[address ?? 'full_match'].map((part) =>
    errorAt(`company.address.${part}`, 'verification_failed_address_match'),
  );
};

const OWNERSHIP = 'documents.bank_account_ownership_verification.files';

/** Asks whether bank accounts belong to the holder, where test mode does. */
function checkOwnership({ externalAccounts }: AccountState): Check {
  const is = (stage: string) => externalAccounts.some(({ facts }) => facts.ownership === stage);
  return {
    pending: is('checking') ? [OWNERSHIP] : [],
    errors: is('document_due') ? [errorAt(OWNERSHIP, 'verification_document_not_uploaded')] : [],
  };
}

function textErrors({ given }: AccountState): RequirementError[] {
  return TEXTS.flatMap((path) => {
    const text = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name], given);
    const code = typeof text === 'string' ? errorOfText(path, text) : undefined;
    return code ? [errorAt(path, code)] : [];
  });
}

/** Advice to the platform, by the beginning of an error's code. */
const REASONS: readonly [beginning: string, reason: string][] = [
  ['invalid_', 'The value cannot be used. Send another one. In test mode, this value stands for the error.'],
  [
    'verification_document_not',
    'A document has to show that the bank account belongs to the holder. In test mode, send file_identity_document_success in documents[bank_account_ownership_verification][files].',
  ],
  [
    'verification_document',
    'The document could not be verified. Send another one; in test mode file_identity_document_success.',
  ],
  [
    'verification_failed_address',
    'The address could not be verified. In test mode, send address_full_match as its first line.',
  ],
  [
    'verification_failed_tax',
    'The tax id could not be verified. In test mode, send one of the test values, such as nine zeros.',
  ],
  [
    'verification_failed_id',
    'The id number could not be verified. In test mode, send one of the test values, such as nine zeros, or a document.',
  ],
  [
    'verification_failed_keyed',
    'The identity could not be verified. In test mode, send the date of birth 1901-01-01, or a document.',
  ],
  ['verification_', 'The value could not be verified. Send another one.'],
];

const errorAt = (requirement: string, code: ErrorCode): RequirementError => ({
  code,
  reason: REASONS.find(([beginning]) => code.startsWith(beginning))?.[1] ?? '',
  requirement,
});

function assessPersons(state: AccountState): Record<string, PersonAssessment> {
  const checked = new Map(personsToCheck(state).map((one) => [one.person.given.id, one.prefix]));
  return Object.fromEntries(
    state.persons.map((person) => {
      const { id, relationship } = person.given;
      if (!checked.has(id)) return [id, UNCHECKED];
      const fields = relationship?.representative ? representativeFields : ownerFields;
      const due = fields(state, person, '');
      const { pending, errors } = checkPerson(state, person, '');
      const findings = { missing: due, pending, errors, eventually: eventualFields(state, person, '') };
      const lists = listsOf(state, { ...findings, isLine1Unknown: false, isAddressUnknown: false }, false);
      return [id, { ...withoutPrefix(lists), status: statusOf(due.length === 0, { pending, errors }) }];
    }),
  );
}

const UNCHECKED: PersonAssessment = {
  currently_due: [],
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
  status: 'unverified',
};

/** Paths of a person's own requirements begin with the name of a field. */
const bare = (path: string) => path.replace(/^\./, '');

const withoutPrefix = (lists: RequirementLists): RequirementLists => ({
  currently_due: lists.currently_due.map(bare),
  errors: lists.errors.map((error) => ({ ...error, requirement: bare(error.requirement) })),
  eventually_due: lists.eventually_due.map(bare),
  past_due: lists.past_due.map(bare),
  pending_verification: lists.pending_verification.map(bare),
});

function statusOf(isComplete: boolean, { pending, errors }: Check): PersonAssessment['status'] {
  if (!isComplete || errors.length > 0) return 'unverified';
  return pending.length > 0 ? 'pending' : 'verified';
}

const companyStatus = (state: AccountState): Assessment['company'] =>
  statusOf(companyFields(state).length === 0, checkCompany(state));

function union(all: RequirementLists[]): RequirementLists {
  const of = (name: Exclude<keyof RequirementLists, 'errors'>) => unique(all.flatMap((lists) => lists[name]));
  const errors = new Map(
    all.flatMap((lists) => lists.errors).map((error) => [`${error.requirement} ${error.code}`, error]),
  );
  return {
    currently_due: of('currently_due'),
    errors: [...errors.values()],
    eventually_due: of('eventually_due'),
    past_due: of('past_due'),
    pending_verification: of('pending_verification'),
  };
}

const unique = (paths: string[]): string[] => [...new Set(paths)].sort();

const FULFILLED: CapabilityAssessment = {
  status: 'active',
  currently_due: [],
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
  current_deadline: null,
  disabled_reason: null,
};

const waived = (state: AccountState): Assessment => ({
  ...FULFILLED,
  capabilities: Object.fromEntries(Object.keys(state.requested).map((name) => [name, FULFILLED])),
  persons: Object.fromEntries(state.persons.map(({ given }) => [given.id, UNCHECKED])),
  company: 'unverified',
  chargesEnabled: true,
  payoutsEnabled: true,
  detailsSubmitted: true,
  isPending: false,
});
