import type { WireError } from '../wire/index.js';
import type { FieldErrorCode } from './fields/field.js';
import {
  incomplete_iban,
  invalid_iban,
  invalid_iban_country_code,
  invalid_iban_start,
  label_iban,
} from './locales/en.json';
import { fieldError } from './messages.js';
import { learn } from './texts.js';

learn({ incomplete_iban, invalid_iban, invalid_iban_country_code, invalid_iban_start, label_iban });

/** The error of an IBAN, in the person's language. */
export function ibanMessage(code: FieldErrorCode, country: string): WireError {
  const error = fieldError(code);
  return { ...error, message: error.message.replace('{country}', country) };
}
