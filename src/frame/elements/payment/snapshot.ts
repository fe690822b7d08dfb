import type { Contact } from '../linkAuthentication/group-contact.js';
import type { Snapshot } from './chosen.js';
import type { Choice, Form } from './form.js';
import type { PaymentState } from './state.js';

/** A form with what is chosen in it. */
export interface Filled {
  state: PaymentState;
  form: Form;
}

/** Returns the fields that have to be without an error. */
export function checkedFields({ state, form }: Filled): Contact[] {
  const fields = form.shown().map(({ field }) => field);
  const email = state.saved?.chosen() ? undefined : form.contact();
  return email ? [email, ...fields] : fields;
}

/** Returns what is chosen and typed now. It may change while a call is made. */
export function takeSnapshot({ state, form }: Filled, { entry, opened, kept }: Choice): Snapshot {
  const fields = [...form.billing(), ...opened.fields];
  return {
    ...state,
    entry,
    kept,
    method: opened.method,
    asked: form.asked(entry),
    typed: Object.fromEntries(fields.map(({ field }) => [field.name, field.raw()])),
    email: form.contact()?.raw(),
    wishes: kept ? {} : (state.saved?.wishes(entry) ?? {}),
    showWait: form.showWait,
  };
}
