import type { WireError } from '../../wire/index.js';
import { fieldError } from '../api/answer.js';
import type { CardField } from './field.js';

/** Has all that is wrong shown, in one step, and returns the first of it. */
export function firstError(fields: CardField[], show: () => void): WireError | undefined {
  for (const field of fields) field.reveal();
  show();
  const code = fields.map((field) => field.error()).find(Boolean);
  return code && fieldError(code);
}
