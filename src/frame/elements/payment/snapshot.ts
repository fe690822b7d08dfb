import type { SavedMethod, SessionMethod } from '../../../contract/elements-session.js';
import type { Contact } from '../linkAuthentication/group-contact.js';
import type { Snapshot } from './chosen.js';
import type { Form, OpenedMethod } from './form.js';
import { entryOf, type PaymentState } from './state.js';

/** A form with what is chosen in it. */
export interface Filled {
  state: PaymentState;
  form: Form;
}

/** What is chosen to pay by: a method whose fields are typed into, or a saved one. */
export interface Choice {
  entry: SessionMethod;
  opened: OpenedMethod;
  kept?: SavedMethod;
}

/** Returns what is chosen, once its fields are loaded: nothing while no method is open. */
export async function choiceIn({ state, form }: Filled): Promise<Choice | 'unreachable' | undefined> {
  const kept = state.saved?.chosen();
  const entry = entryOf(state, kept?.type);
  if (!entry) return undefined;
  if (kept) return { entry, opened: { method: {}, fields: state.saved?.fields() ?? [] }, kept };
  const opened = form.opened() ?? (await form.open(entry.type));
  return opened && (await form.loadBilling(entry)) ? { entry, opened } : 'unreachable';
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
    entry: form.complete(entry),
    kept,
    method: opened.method,
    asked: form.asked(entry),
    typed: Object.fromEntries(fields.map(({ field }) => [field.name, field.raw()])),
    email: form.contact()?.raw(),
    wishes: kept ? {} : (state.saved?.wishes(entry) ?? {}),
    showWait: form.showWait,
  };
}
