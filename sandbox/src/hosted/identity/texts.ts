import type { DocumentType, Outcome } from '../../resources/identity/index.js';

const COUNTRY = new Intl.DisplayNames('en', { type: 'region' });

/** Returns countries with their names, in the order of these. */
export const namedCountries = (codes: readonly string[]): [code: string, name: string][] =>
  codes
    .map((code): [string, string] => [code, COUNTRY.of(code) ?? code])
    .sort(([, a], [, b]) => a.localeCompare(b, 'en'));

export const DOCUMENTS: Readonly<Record<DocumentType, string>> = {
  driving_license: 'Driver’s license',
  id_card: 'Identity card',
  passport: 'Passport',
};

const EITHER = new Intl.ListFormat('en', { type: 'disjunction' });

/** Returns what a person needs who may choose among types of documents: `an identity card or a passport`. */
export const anyDocument = (types: readonly DocumentType[]): string =>
  EITHER.format(types.map((type) => `${type === 'id_card' ? 'an' : 'a'} ${DOCUMENTS[type].toLowerCase()}`));

export const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  verified: 'The person is verified',
  document_expired: 'The document has expired',
  document_type_not_supported: 'The document is of a type that is not supported',
  document_unverified_other: 'The document can’t be verified',
  selfie_document_missing_photo: 'The document has no photo to compare the selfie with',
  selfie_face_mismatch: 'The face in the selfie is another one',
  selfie_manipulated: 'The selfie was manipulated',
  selfie_unverified_other: 'The selfie can’t be verified',
  id_number_insufficient_document_data: 'The document does not tell enough to check the ID number',
  id_number_mismatch: 'The ID number belongs to somebody else',
  id_number_unverified_other: 'The ID number can’t be verified',
  abandoned: 'The person leaves without submitting',
  consent_declined: 'The person declines to be verified',
  country_not_supported: 'The country is not supported',
  device_not_supported: 'The device has no camera, or may not use it',
  under_supported_age: 'The person is too young',
};

/** The sample of an ID number, and its name, by the country that gives it out. */
export const ID_NUMBERS: Readonly<Record<string, { name: string; sample: string }>> = {
  BR: { name: 'CPF', sample: '000.000.000-00' },
  SG: { name: 'NRIC', sample: 'S0000000A' },
  US: { name: 'Social Security number', sample: '000-00-0000' },
};
