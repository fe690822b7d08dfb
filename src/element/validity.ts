import type { ToldValue } from './form-value.js';

/** Part of an Element's `change` event on which its validity depends. */
export interface FieldState {
  empty: boolean;
  complete: boolean;
  error?: { message: string } | undefined;
  /** What an Element tells on purpose: an email address, or an address. */
  value?: ToldValue;
}

export const EMPTY: FieldState = { empty: true, complete: false };

/** Makes an element as valid as a required input with the same content. */
export function showValidity(internals: ElementInternals, { empty, complete, error }: FieldState): void {
  if (complete) internals.setValidity({});
  else if (empty) internals.setValidity({ valueMissing: true }, missingMessage());
  else internals.setValidity({ customError: true }, error?.message ?? missingMessage());
}

/** Returns the browser's own message, in its language. */
function missingMessage(): string {
  const input = document.createElement('input');
  input.required = true;
  return input.validationMessage || 'Please fill out this field.';
}
