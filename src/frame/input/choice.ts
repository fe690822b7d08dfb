import type { Field } from './field.js';
import type { FieldErrorCode } from './text-rule.js';

/** Creates a field that is a native select. */
export function createChoice<Name>(
  name: Name,
  input: HTMLSelectElement,
  error: (raw: string) => FieldErrorCode | undefined,
  onChange: () => void,
): Field<Name, HTMLSelectElement> {
  let revealed = false;
  const raw = () => input.value;

  function set(value: string) {
    input.value = value;
    revealed = false;
    onChange();
  }

  input.addEventListener('change', () => {
    revealed = true;
    onChange();
  });

  return {
    name,
    input,
    raw,
    error: () => error(raw()),
    shownError: () => (revealed ? error(raw()) : undefined),
    reveal() {
      revealed = true;
    },
    fill: set,
    clear() {
      set('');
      // Without an empty choice the first is chosen.
      if (input.selectedIndex < 0) input.selectedIndex = 0;
    },
  };
}
