import type { ElementState, WireError } from '../../wire/index.js';
import type { Field } from './field.js';
import type { FieldErrorCode } from './text-rule.js';

/** How fields stand together, as every Element says it. */
export function stateOf(fields: Field[], describe: (code: FieldErrorCode) => WireError): ElementState {
  const code = fields.map((field) => field.shownError()).find(Boolean);
  return {
    empty: fields.every((field) => !field.raw()),
    complete: fields.every((field) => !field.error()),
    error: code && describe(code),
  };
}
