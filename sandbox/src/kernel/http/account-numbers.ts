import { invalidRequest } from '../errors.js';
import { type NumberSearch, numberSearches } from '../number-searches.js';
import type { Params } from './form.js';

/**
 * Fields that say who someone is and where: nobody's name and no street is a number that a card could have, so that one
 * there is a card number in the wrong field. Everywhere else it may be an order's, a parcel's or a phone's.
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
 * Keeps numbers of cards and accounts out of parameters that they do not belong in. A test card's number or a test account's
 * IBAN is refused in every name and every value; any other number that a card could have, in the fields of `OF_PEOPLE`.
 *
 * @throws ApiError 400 that names the parameter
 */
export function refuseAccountNumbers(params: Params): void {
  for (const [name, value] of Object.entries(params)) refuseIn(value, name, name, false);
}

/** As `refuseAccountNumbers`, for one text that is kept, such as a header. */
export const refuseAccountNumberIn = (text: string, param: string): void =>
  refuseText(text, param, param, false);

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
