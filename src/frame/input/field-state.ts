import type { ElementState, WireError } from '../../wire/index.js';
import { text } from '../language/texts.js';
import type { Field } from './field.js';
import type { FieldErrorCode } from './text-rule.js';

/** The error of a field, in the person's language. */
export const fieldError = (code: FieldErrorCode): WireError => ({
  type: 'validation_error',
  code,
  message: text(code),
});

/** How fields stand together, as every Element says it. */
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

/** Has all that is wrong shown, in one step, and returns the first of it. */
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
