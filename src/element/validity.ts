/** As much of an Element's `change` event as its validity depends on. */
export interface FieldState {
  empty: boolean;
  complete: boolean;
  error?: { message: string } | undefined;
}

export const EMPTY: FieldState = { empty: true, complete: false };

/** Has an element be as valid as a required input with the same in it would be. */
export function showValidity(internals: ElementInternals, { empty, complete, error }: FieldState): void {
  if (complete) internals.setValidity({});
  else if (empty) internals.setValidity({ valueMissing: true }, missingMessage());
  else internals.setValidity({ customError: true }, error?.message ?? missingMessage());
}

/** In the browser's own words and language. */
function missingMessage(): string {
  const input = document.createElement('input');
  input.required = true;
  return input.validationMessage || 'Please fill out this field.';
}
