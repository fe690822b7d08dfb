/** Part of an Element's value that a form sends as it was typed. */
export interface ToldValue {
  email?: string;
  name?: string;
  phone?: string;
  address?: Record<string, string | null>;
}

/**
 * Returns what a form sends of an Element's value: an email address, or the parts of an address as the API takes them, such as
 * `shipping[address][city]`. Of other Elements it is nothing, as long as nothing is created from them.
 */
export function formValue(name: string | null, value: ToldValue = {}): FormData | string | null {
  const { email, address, phone } = value;
  if (!address) return email ?? null;
  if (!name) return null;
  const parts = new FormData();
  parts.set(`${name}[name]`, value.name ?? '');
  if (phone !== undefined) parts.set(`${name}[phone]`, phone);
  for (const [part, text] of Object.entries(address)) parts.set(`${name}[address][${part}]`, text ?? '');
  return parts;
}

/** Source of a form's value, which it creates before the form is sent. */
export interface Filler {
  /** Whether it has a value to provide. */
  readonly fills: boolean;
  /** Creates the value. Resolves with `false` if that failed, after it has reported the error. */
  fill(): Promise<boolean>;
}

const forms = new WeakMap<HTMLFormElement, Set<Filler>>();

/**
 * Holds the form's `submit` event back until its values are created, and then presses the same button. The
 * page's own listeners get only the second event.
 *
 * @returns A function that removes the filler.
 */
export function fillOnSubmit(form: HTMLFormElement, filler: Filler): () => void {
  const fillers = forms.get(form) ?? watchForm(form);
  fillers.add(filler);
  return () => fillers.delete(filler);
}

function watchForm(form: HTMLFormElement): Set<Filler> {
  const fillers = new Set<Filler>();
  let state: 'idle' | 'filling' | 'passing' = 'idle';

  async function fill(submitter: HTMLButtonElement | null) {
    state = 'filling';
    const filled = await Promise.all(
      [...fillers].filter(({ fills }) => fills).map((filler) => filler.fill()),
    );
    state = 'passing';
    if (filled.every(Boolean)) form.requestSubmit(submitter?.form === form ? submitter : undefined);
    state = 'idle';
  }

  form.addEventListener(
    'submit',
    (event) => {
      if (state === 'passing' || event.target !== form || ![...fillers].some(({ fills }) => fills)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // A second click, or Enter and a click, creates only one payment method.
      if (state === 'idle') void fill(event.submitter as HTMLButtonElement | null);
    },
    true,
  );
  forms.set(form, fillers);
  return fillers;
}
