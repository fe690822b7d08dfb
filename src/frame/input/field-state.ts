import type { ElementState, WireError } from '../../wire/index.js';
import { text } from '../language/texts.js';
import type { Field } from './field.js';
import type { FieldErrorCode } from './text-rule.js';

/** Returns the error of a field, in the person's language. */
export const fieldError = (code: FieldErrorCode): WireError => ({
  type: 'validation_error',
  code,
  message: text(code),
});

/** Returns the state that fields have together, in the form that every Element reports. */
export function stateOf(
  fields: Field[],
  describe: (code: FieldErrorCode) => WireError = fieldError,
): ElementState {
  const code = fields.map((field) => field.shownError()).find(Boolean);
  return {
    empty: fields.every((field) => !field.raw()),
    complete: fields.every((field) => !field.error()),
    error: code && describe(code),
  };
}

/** Reveals all errors of the fields in one step, and returns the first. */
export function firstError(
  fields: Pick<Field, 'reveal' | 'error'>[],
  show: () => void,
  describe = fieldError,
): WireError | undefined {
  for (const field of fields) field.reveal();
  show();
  const code = fields.map((field) => field.error()).find(Boolean);
  return code && describe(code);
}
