/**
 * The values of test mode by which a verification succeeds or fails: those of the public page on testing Connect. Only
 * their meaning is stored, never the digits of an id.
 */
import type Stripe from 'stripe';

export type ErrorCode = Stripe.Account.Requirements.Error.Code;

/** What a number stands for. A number without a meaning of its own belongs to nobody, and does not match. */
export type NumberMeaning = 'immediate' | 'match' | 'mismatch' | 'not_issued' | 'only_non_profit';

/** Looks up what was typed, which may be the name of a property that every object has. */
const meaningIn = <Meaning>(table: Readonly<Record<string, Meaning>>, text: string): Meaning | undefined =>
  Object.hasOwn(table, text) ? table[text] : undefined;

const ID_NUMBERS: Record<string, NumberMeaning> = {
  '0000': 'match',
  '000000000': 'match',
  '222222222': 'immediate',
};

/** @param number Letters and digits, without what stands between them. */
export const meaningOfIdNumber = (number: string): NumberMeaning =>
  meaningIn(ID_NUMBERS, number) ?? 'mismatch';

const TAX_IDS: Record<string, NumberMeaning> = {
  '000000000': 'match',
  '000000001': 'only_non_profit',
  '111111112': 'not_issued',
  '222222222': 'immediate',
};

/** The tax ids of companies with an entry in a registry, which are verified like any other here. */
const IN_REGISTRY = /^22222100[0-5]$/;

export const meaningOfTaxId = (number: string): NumberMeaning =>
  meaningIn(TAX_IDS, number) ?? (IN_REGISTRY.test(number) ? 'match' : 'mismatch');

export type DocumentMeaning = 'failure' | 'success';

/** The ids of files that nobody has to upload. */
export const TEST_DOCUMENTS: ReadonlySet<string> = new Set([
  'file_identity_document_failure',
  'file_identity_document_success',
]);

/** Reads the id of a document: any file that is not the one which fails shows what it should. */
export const meaningOfDocument = (file: string): DocumentMeaning =>
  file === 'file_identity_document_failure' ? 'failure' : 'success';

export type BirthMeaning = 'immediate' | 'listed' | 'match' | 'mismatch';

const BIRTHS: Record<string, BirthMeaning> = {
  '1900-1-1': 'listed',
  '1901-1-1': 'match',
  '1902-1-1': 'immediate',
};

export const meaningOfBirth = ({ year, month, day }: Stripe.Person.Dob): BirthMeaning =>
  BIRTHS[`${year}-${month}-${day}`] ?? 'mismatch';

export type AddressMeaning = 'full_match' | 'line1_no_match' | 'no_match';

/** Reads the first line of an address. The public page writes some of them with thin spaces in them. */
export function meaningOfAddress(line1: string | null | undefined): AddressMeaning {
  const name = (line1 ?? '').replace(/[\s\u2009\u200b]/gu, '');
  if (name === 'address_no_match') return 'no_match';
  return name === 'address_line1_no_match' ? 'line1_no_match' : 'full_match';
}

/** The error that a text causes where it stands for one. */
type TextErrors = Readonly<Record<string, ErrorCode>>;

const URL_ERRORS: TextErrors = {
  'disallowed.stripe.com': 'invalid_url_denylisted',
  'geoblocked.stripe.com': 'invalid_url_website_inaccessible_geoblocked',
  'inaccessible.stripe.com': 'invalid_url_website_inaccessible',
  'mismatch.stripe.com': 'invalid_url_website_business_information_mismatch',
  'missing.stripe.com': 'invalid_url_website_incomplete',
  'passwordprotected.stripe.com': 'invalid_url_website_inaccessible_password_protected',
  'problem.stripe.com': 'invalid_url_website_other',
  'underconstruction.stripe.com': 'invalid_url_website_incomplete_under_construction',
};

/** The address of a website that pauses its account. */
const INACTIVE_HOST = 'inactivity.stripe.com';

const hostOf = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');

export const isInactive = (url: string | null | undefined): boolean => hostOf(url ?? '') === INACTIVE_HOST;

/** Texts of an account that stand for errors, by their path in a requirement. */
const TEXT_ERRORS: Readonly<Record<string, TextErrors>> = {
  'business_profile.name': {
    disallowed_dba: 'invalid_business_profile_name_denylisted',
    invalid_dba: 'invalid_business_profile_name',
  },
  'business_profile.product_description': { require_url: 'invalid_url_web_presence_detected' },
  'business_profile.url': URL_ERRORS,
  'company.name': {
    disallowed_name: 'invalid_company_name_denylisted',
    match_name_only: 'verification_failed_name_match',
    mismatch_business_name: 'verification_failed_name_match',
  },
  'settings.card_payments.statement_descriptor_prefix': {
    disallowed: 'invalid_statement_descriptor_prefix_denylisted',
    mismatch: 'invalid_statement_descriptor_prefix_mismatch',
  },
  'settings.payments.statement_descriptor': {
    disallowed: 'invalid_statement_descriptor_denylisted',
    mismatch: 'invalid_statement_descriptor_business_mismatch',
  },
};

/** The paths of texts that may stand for an error. */
export const TEXTS = Object.keys(TEXT_ERRORS);

export const errorOfText = (path: string, text: string): ErrorCode | undefined => {
  const errors = TEXT_ERRORS[path] ?? {};
  return meaningIn(errors, path === 'business_profile.url' ? hostOf(text) : text.toLowerCase());
};

/** The one phone number that is valid everywhere. */
export const TEST_PHONE = '0000000000';
