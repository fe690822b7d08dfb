import type { WireError } from '../wire/index.js';
import type { FieldErrorCode } from './fields/field.js';
import { text } from './texts.js';

/** The error of a field, in the person's language. */
export const fieldError = (code: FieldErrorCode): WireError => ({
  type: 'validation_error',
  code,
  message: text(code),
});
