import type { AccountState } from '../resources/accounts/index.js';
import type { TestValue } from './test-values.js';

/** One input of the form, or a box to tick. */
export interface Field extends Kind {
  /** Its name, as the API names the parameter: `individual[dob][day]`. */
  name: string;
}

/** A kind of input. */
interface Kind {
  label: string;
  hint?: string;
  /** Title of the row that it shares with others. */
  row?: string;
  /** The choices of a list, by their values. A field without any is typed into. */
  options?: Readonly<Record<string, string>>;
  isTicked?: true;
  isOptional?: true;
  /** Whether what is typed is never shown again. */
  isSensitive?: true;
  autocomplete?: string;
  inputmode?: 'email' | 'numeric' | 'tel' | 'url';
  maxlength?: number;
  /** The rest of the parameter's name, where it is longer than the requirement's. */
  part?: string;
  /** What a test account gives. */
  test: TestValue;
}

type Kinds = Readonly<Record<string, Kind>>;

const NUMBER = { isSensitive: true, autocomplete: 'off', maxlength: 20 } as const;
const BIRTH = { row: 'Date of birth', inputmode: 'numeric' } as const;
const PHONE = { inputmode: 'tel', test: '0000000000' } as const;
const EMAIL = { inputmode: 'email', test: 'jenny@example.com' } as const;
/** A year of birth that is verified, one that is on a list of sanctions, and one that nobody has. */
const YEAR = { verified: '1901', pending: '1900', failed: '1903' } as const;
const ID = { verified: '000000000', pending: '000000000', failed: '111111111' } as const;
const tick = (label: string): Kind => ({ label, isTicked: true, test: 'true' });

const DOCUMENT: Kind = {
  label: 'Document',
  part: 'front',
  hint: 'Nothing is uploaded in test mode: choose how its check ends.',
  options: {
    file_identity_document_success: 'A document that is accepted',
    file_identity_document_failure: 'A document that is refused',
  },
  test: {
    verified: 'file_identity_document_success',
    pending: 'file_identity_document_success',
    failed: 'file_identity_document_failure',
  },
};

const ADDRESS: Kinds = {
  'address.line1': {
    label: 'Street and number',
    autocomplete: 'address-line1',
    test: { verified: 'address_full_match', pending: 'address_full_match', failed: 'address_no_match' },
  },
  'address.city': { label: 'City', autocomplete: 'address-level2', test: 'San Francisco' },
  'address.state': { label: 'State or province', autocomplete: 'address-level1', test: 'CA' },
  'address.postal_code': { label: 'Postal code', autocomplete: 'postal-code', test: '94111' },
  'address.country': { label: 'Country, as two letters', autocomplete: 'country', maxlength: 2, test: 'US' },
};

/** What is asked about a person, by the last part of the requirement’s name. */
const PERSON: Kinds = {
  first_name: { label: 'First name', autocomplete: 'given-name', test: 'Jenny' },
  last_name: { label: 'Last name', autocomplete: 'family-name', test: 'Rosen' },
  email: { ...EMAIL, label: 'Email', autocomplete: 'email' },
  phone: { ...PHONE, label: 'Phone', autocomplete: 'tel' },
  'dob.day': { ...BIRTH, label: 'Day', autocomplete: 'bday-day', maxlength: 2, test: '1' },
  'dob.month': { ...BIRTH, label: 'Month', autocomplete: 'bday-month', maxlength: 2, test: '1' },
  'dob.year': { ...BIRTH, label: 'Year', autocomplete: 'bday-year', maxlength: 4, test: YEAR },
  ...ADDRESS,
  ssn_last_4: {
    ...NUMBER,
    label: 'Last four digits of the social security number',
    inputmode: 'numeric',
    maxlength: 4,
    test: { verified: '0000', pending: '0000', failed: '1111' },
  },
  id_number: { ...NUMBER, label: 'Identity number', test: ID },
  'relationship.title': { label: 'Job title', autocomplete: 'organization-title', test: 'CEO' },
  'relationship.percent_ownership': {
    label: 'Share of the company, in percent',
    inputmode: 'numeric',
    maxlength: 5,
    test: '100',
  },
  'relationship.owner': tick('Owns 25 % or more of the company'),
  'relationship.director': tick('Is a director'),
  'relationship.executive': tick('Leads the company'),
  'verification.document': DOCUMENT,
  'verification.additional_document': { ...DOCUMENT, label: 'Additional document' },
};

/** What is asked about a company. */
const COMPANY: Kinds = {
  name: { label: 'Legal name', autocomplete: 'organization', test: 'Rocket Rides Inc.' },
  phone: { ...PHONE, label: 'Phone', autocomplete: 'tel' },
  ...ADDRESS,
  tax_id: { ...NUMBER, label: 'Tax number', test: ID },
  vat_id: { ...NUMBER, label: 'VAT number', test: '000000000' },
  registration_number: { ...NUMBER, label: 'Registration number', test: '000000000' },
  owners_provided: tick('Everyone who owns 25 % or more is named'),
  directors_provided: tick('Every director is named'),
  executives_provided: tick('Everyone who leads the company is named'),
  'verification.document': DOCUMENT,
};

/** What is asked about the business, by the whole name. */
const BUSINESS: Kinds = {
  business_type: {
    label: 'Kind of business',
    options: { individual: 'Individual', company: 'Company', non_profit: 'Non-profit organisation' },
    test: 'individual',
  },
  'business_profile.name': { label: 'Name that customers know', test: 'Rocket Rides' },
  'business_profile.mcc': {
    label: 'Trade, by its merchant category code',
    hint: 'Four digits, such as 5812 for a restaurant, 5947 for gifts or 5999 for other shops.',
    inputmode: 'numeric',
    maxlength: 4,
    test: '5999',
  },
  'business_profile.url': {
    label: 'Website',
    autocomplete: 'url',
    inputmode: 'url',
    test: 'https://accessible.stripe.com',
  },
  'business_profile.product_description': { label: 'What is sold', test: 'Rides in rockets' },
  'business_profile.support_email': { ...EMAIL, label: 'Email for customers' },
  'business_profile.support_phone': { ...PHONE, label: 'Phone for customers' },
  'settings.payments.statement_descriptor': {
    label: 'Name on card statements',
    hint: '5 to 22 characters.',
    maxlength: 22,
    test: 'ROCKET RIDES',
  },
};

const BANK_ACCOUNT: Kinds = {
  routing_number: {
    label: 'Routing number or sort code',
    hint: 'Leave it empty with an IBAN.',
    isOptional: true,
    autocomplete: 'off',
    maxlength: 20,
    test: '',
  },
  account_number: {
    ...NUMBER,
    label: 'Account number or IBAN',
    maxlength: 34,
    test: '',
  },
};

const AGREEMENT: Kinds = {
  accepted: tick('I agree to the terms of service (there are none in test mode)'),
};

/** Parts of a person that an individual's account does not have. */
const OF_COMPANIES = /^relationship\./;

/**
 * Returns the names of everything that the holder of an account can change, as if it were due. The kind of a business stays as it is, and an
 * agreement is not taken back.
 */
export function changeableIn({ given, persons }: AccountState): string[] {
  const isCompany = given.business_type !== 'individual';
  const isAsked = (path: string) =>
    (isCompany || !OF_COMPANIES.test(path)) && (path !== 'ssn_last_4' || given.country === 'US');
  const people = isCompany ? persons.map((person) => person.given.id) : ['individual'];
  return [
    ...Object.keys(BUSINESS).filter((path) => path !== 'business_type'),
    ...(isCompany && given.business_type ? Object.keys(COMPANY).map((path) => `company.${path}`) : []),
    ...people.flatMap((key) =>
      Object.keys(PERSON)
        .filter(isAsked)
        .map((path) => `${key}.${path}`),
    ),
    'external_account',
  ];
}

/** Fields about one subject. */
export interface Section {
  /** The first part of its fields’ names; of those about the business, which have none in common, `business`. */
  key: string;
  title: string;
  fields: Field[];
}

/** Everything that is asked for, in the order of the page. */
export interface Form {
  sections: Section[];
  /** Names of what is due and cannot be given on the page. */
  elsewhere: string[];
}

/**
 * Returns the form for names of requirements.
 *
 * @param names As the API has them: what is due, and what can be changed.
 * @param personName Returns the title for a person that the account already has.
 * @param isDue Tells whether a name is due. What is not can be left empty.
 */
export function formFor(
  names: readonly string[],
  personName: (id: string) => string,
  isDue: (name: string) => boolean,
): Form {
  const asked = names.filter((name) => name !== REPRESENTATIVE).map((name) => ({ name, ...subjectOf(name) }));
  const keys = [...new Set(asked.filter(({ kind }) => kind !== undefined).map(({ key }) => key))];
  const sections = keys.map((key) => {
    const paths = new Set(asked.filter((one) => one.key === key).map(({ path }) => path));
    return { key, title: titleOf(key, personName), fields: fieldsOf(key, (path) => paths.has(path), isDue) };
  });
  return {
    sections: sections.sort((a, b) => placeOf(a.key) - placeOf(b.key)),
    elsewhere: asked.filter(({ kind }) => kind === undefined).map(({ name }) => name),
  };
}

/** It is met by the fields about the representative, which are due as well. */
const REPRESENTATIVE = 'relationship.representative';

const BUSINESS_KEY = 'business';

/** Splits the name of a requirement into the key of its section, and the rest. */
function subjectOf(name: string): { key: string; path: string; kind: Kind | undefined } {
  if (Object.hasOwn(BUSINESS, name)) return { key: BUSINESS_KEY, path: name, kind: BUSINESS[name] };
  const [key = '', ...rest] = name.split('.');
  const path = Object.hasOwn(WHOLE, key) ? (WHOLE[key] ?? '') : rest.join('.');
  const kinds = kindsOf(key);
  return { key, path, kind: Object.hasOwn(kinds, path) ? kinds[path] : undefined };
}

/** The sections that are shown whole, whichever part of them is due, each with one of its fields. */
const WHOLE: Readonly<Record<string, string>> = {
  external_account: 'account_number',
  tos_acceptance: 'accepted',
};

function kindsOf(key: string): Kinds {
  if (key === BUSINESS_KEY) return BUSINESS;
  if (key === 'company') return COMPANY;
  if (key === 'external_account') return BANK_ACCOUNT;
  if (key === 'tos_acceptance') return AGREEMENT;
  return Object.hasOwn(ROLES, key) || isPerson(key) ? PERSON : {};
}

/** Tells whether the first part of a requirement is the id of a person. */
const isPerson = (key: string): boolean => key.startsWith('person_');

/** The parts that people play whom nobody has named yet. */
const ROLES: Readonly<Record<string, string>> = {
  individual: 'Person',
  representative: 'Representative',
  owners: 'Owner',
  directors: 'Director',
  executives: 'Executive',
};

const TITLES: Readonly<Record<string, string>> = {
  [BUSINESS_KEY]: 'Business',
  company: 'Company',
  ...ROLES,
  external_account: 'Bank account for payouts',
  tos_acceptance: 'Agreement',
};

const titleOf = (key: string, personName: (id: string) => string) => TITLES[key] ?? personName(key);

/** People come after the company. */
const PLACES = [BUSINESS_KEY, 'company', 'person', 'external_account', 'tos_acceptance'];
const placeOf = (key: string) => PLACES.indexOf(PLACES.includes(key) ? key : 'person');

/** Returns fields in the order in which people are asked for them. */
function fieldsOf(
  key: string,
  isAsked: (path: string) => boolean,
  isDue: (name: string) => boolean,
): Field[] {
  const isWhole = Object.hasOwn(WHOLE, key);
  const requirementOf = (path: string) => {
    if (isWhole) return key;
    return key === BUSINESS_KEY ? path : `${key}.${path}`;
  };
  return Object.entries(kindsOf(key))
    .filter(([path]) => isWhole || isAsked(path))
    .map(([path, kind]) => {
      const name = parameterOf(key, path, kind);
      return isDue(requirementOf(path)) ? { ...kind, name } : { ...kind, ...keptIfEmpty(kind), name };
    });
}

/** Returns the properties of a field that has a value already, which may be one that is never shown. */
const keptIfEmpty = ({ isSensitive, hint }: Kind): Partial<Kind> => ({
  isOptional: true,
  ...(isSensitive && { hint: [hint, 'Leave it empty to keep what was given.'].filter(Boolean).join(' ') }),
});

/** Returns the name of a parameter in bracket notation: `individual[dob][day]`. */
function parameterOf(key: string, path: string, { part }: Kind): string {
  const [first = '', ...rest] = [
    ...(key === BUSINESS_KEY ? [] : [key]),
    ...path.split('.'),
    ...(part ? [part] : []),
  ];
  return first + rest.map((name) => `[${name}]`).join('');
}
