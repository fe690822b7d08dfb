import type { WireError } from '../../../wire/index.js';
import { fieldError } from '../../input/field-state.js';
import type { FieldErrorCode } from '../../input/text-rule.js';
import {
  incomplete_iban,
  invalid_iban,
  invalid_iban_country_code,
  invalid_iban_start,
  label_iban,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({ incomplete_iban, invalid_iban, invalid_iban_country_code, invalid_iban_start, label_iban });

/** Returns the error of an IBAN, in the person's language. */
export function ibanMessage(code: FieldErrorCode, country: string): WireError {
  const error = fieldError(code);
  return { ...error, message: error.message.replace('{country}', country) };
}
