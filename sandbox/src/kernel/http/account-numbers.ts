import { invalidRequest } from '../errors.js';
import { type NumberSearch, numberSearches } from '../number-searches.js';
import type { Params } from './form.js';

/**
 * Fields that say who a person is and where they live. No name and no street is a number that a card could
 * have, so that such a number there is a card number in the wrong field. In other fields it may belong to an
 * order, a parcel or a phone.
 */
const OF_PEOPLE = new Set([
  'account_holder_name',
  'address_city',
  'address_country',
  'address_line1',
  'address_line2',
  'address_state',
  'address_zip',
  'billing_address',
  'business_name',
  'carrier',
  'city',
  'country',
  'customer_email_address',
  'customer_name',
  'email',
  'individual_name',
  'line1',
  'line2',
  'name',
  'note',
  'postal_code',
  'receipt_email',
  'shipping_address',
  'state',
  'statement_descriptor',
  'statement_descriptor_suffix',
]);

/**
 * Keeps card and account numbers out of parameters where they do not belong. The number of a test card and
 * the IBAN of a test account are refused in every name and every value; any other number that a card could
 * have, only in the fields of `OF_PEOPLE`.
 *
 * @throws ApiError 400 that names the parameter
 */
export function refuseAccountNumbers(params: Params): void {
  for (const [name, value] of Object.entries(params)) refuseIn(value, name, name, false);
}

/** Checks one text that is stored, such as a header, like `refuseAccountNumbers`. */
export const refuseAccountNumberIn = (text: string, param: string): void =>
  refuseText(text, param, param, false);

/**
 * Keeps every card and account number out of what is looked for, because that is put into an address.
 *
 * @throws ApiError 400 that names the parameter
 */
export function refuseToFindAccountNumber(text: string, param: string): void {
  for (const { find, name } of numberSearches()) {
    if (find(text).length === 0) continue;
    throw invalidRequest(`${param} holds ${name}, which is not looked for. Type its last four digits.`, {
      code: 'parameter_invalid_string',
      param,
    });
  }
}

function refuseIn(value: unknown, param: string, name: string, isMetadata: boolean): void {
  refuseText(name, param, '', true);
  if (typeof value === 'string') refuseText(value, param, name, isMetadata);
  if (typeof value !== 'object' || value === null) return;
  const within = isMetadata || name === 'metadata';
  for (const [inner, item] of Object.entries(value)) refuseIn(item, `${param}[${inner}]`, inner, within);
}

function refuseText(text: string, param: string, name: string, isMetadata: boolean): void {
  const isOfPerson = OF_PEOPLE.has(name) && !isMetadata;
  for (const search of numberSearches()) {
    if (search.params.has(param)) continue;
    if (search.find(text).some(({ isTest }) => isTest || isOfPerson)) throw misplaced(search, param);
  }
}

const misplaced = ({ name, hint }: NumberSearch, param: string) =>
  invalidRequest(`${param} holds ${name}. ${hint}`, { code: 'parameter_invalid_string', param });
