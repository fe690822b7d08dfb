/** What an iframe's input would keep to itself: a form's own handlers hear nothing of a card Element. */
const OWN_EVENTS = ['beforeinput', 'input', 'change', 'keydown', 'keypress', 'keyup', 'paste'];

/** An input in the page, with the name that a person knows it by. It is no form's, so that nothing sends its value. */
export function createInput(label: string, placeholder: string, autocomplete: string): HTMLInputElement {
  const input = document.createElement('input');
  input.setAttribute('aria-label', label);
  input.placeholder = placeholder;
  input.setAttribute('autocomplete', autocomplete);
  input.setAttribute('form', '');
  // Tests that set a value at once say so with a `change` event alone.
  input.addEventListener('change', () => input.dispatchEvent(new Event('input')));
  return input;
}

/** The node that stands in for an iframe. */
export function createRoot(title: string): HTMLElement {
  const root = document.createElement('div');
  root.setAttribute('role', 'group');
  root.title = title;
  for (const type of OWN_EVENTS) root.addEventListener(type, (event) => event.stopPropagation());
  return root;
}

/** Says what is wrong beside the input, as a description: the page shows it in words of its own. */
export function showError(input: HTMLInputElement, message = ''): void {
  input.setAttribute('aria-invalid', `${message !== ''}`);
  if (message) input.setAttribute('aria-description', message);
  else input.removeAttribute('aria-description');
}
