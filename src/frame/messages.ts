import type { WireError } from '../wire/index.js';
import type { FieldErrorCode } from './fields/field.js';

const FIELD_ERRORS: Record<FieldErrorCode, string> = {
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_month: "Your card's expiration month is invalid.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  incomplete_cvc: "Your card's security code is incomplete.",
  invalid_cvc: "Your card's security code is invalid.",
  incomplete_zip: 'Your postal code is incomplete.',
};

export const fieldError = (code: FieldErrorCode): WireError => ({
  type: 'validation_error',
  code,
  message: FIELD_ERRORS[code],
});
