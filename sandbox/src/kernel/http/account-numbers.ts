import { cardNumbersIn } from '../../methods/card/card-numbers-in-text.js';
import { testIbansIn } from '../../methods/sepa-debit/test-ibans-in-text.js';
import { invalidRequest } from '../errors.js';
import type { Params } from './form.js';

/** The only parameters in which a card number belongs: it goes no further from there. */
const OF_CARDS = new Set(['card[number]', 'payment_method_data[card][number]']);

/** The same, for an IBAN. */
const OF_IBANS = new Set([
  'bank_account[account_number]',
  'payment_method_data[sepa_debit][iban]',
  'sepa_debit[iban]',
]);

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
 * Lets no card number and no IBAN be kept as something else. A test card's number, and a test account's IBAN, is refused
 * in every name and every value; any other number that a card could have in the fields of `OF_PEOPLE`.
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
  const found = OF_CARDS.has(param) ? [] : cardNumbersIn(text);
  const isOfPerson = OF_PEOPLE.has(name) && !isMetadata;
  if (found.some(({ isTest }) => isTest || isOfPerson)) {
    throw holds(param, 'a card number. Card numbers belong only in card[number], where they are not stored.');
  }
  if (!OF_IBANS.has(param) && testIbansIn(text).length > 0) {
    throw holds(
      param,
      'an IBAN. IBANs belong only in sepa_debit[iban] or bank_account[account_number], where they are not stored.',
    );
  }
}

const holds = (param: string, what: string) =>
  invalidRequest(`${param} holds ${what}`, { code: 'parameter_invalid_string', param });
