import type { WireError } from '../../wire/index.js';
import { fieldError } from '../api/answer.js';
import type { Field } from './field.js';

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
