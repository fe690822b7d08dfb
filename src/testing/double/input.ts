/**
 * Events that an iframe's input would not pass to the page: a form's own handlers do not receive them from a
 * card Element.
 */
const OWN_EVENTS = ['beforeinput', 'input', 'change', 'keydown', 'keypress', 'keyup', 'paste'];

/**
 * Creates an input in the page, with the name that a person knows it by. It belongs to no form, so that
 * nothing sends its value.
 */
export function createInput(label: string, placeholder: string, autocomplete: string): HTMLInputElement {
  const input = document.createElement('input');
  input.setAttribute('aria-label', label);
  input.placeholder = placeholder;
  input.setAttribute('autocomplete', autocomplete);
  input.setAttribute('form', '');
  // Tests that set a value at once fire only a `change` event.
  input.addEventListener('change', () => input.dispatchEvent(new Event('input')));
  return input;
}

/** Creates the node that stands in for an iframe. */
export function createRoot(title: string): HTMLElement {
  const root = document.createElement('div');
  root.setAttribute('role', 'group');
  root.title = title;
  for (const type of OWN_EVENTS) root.addEventListener(type, (event) => event.stopPropagation());
  return root;
}

/** Shows the error beside the input, as its description. The page shows it in words of its own. */
export function showError(input: HTMLInputElement, message = ''): void {
  input.setAttribute('aria-invalid', `${message !== ''}`);
  if (message) input.setAttribute('aria-description', message);
  else input.removeAttribute('aria-description');
}
