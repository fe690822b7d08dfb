import type { SavedMethod, SessionMethod } from '../../../contract/elements-session.js';
import type { GroupPart } from '../../runtime/group-parts.js';
import { merged, type Snapshot } from './chosen.js';
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

/** Returns the other Elements that have to be without an error. A saved method has the billing details of its holder. */
export function checkedParts({ state, form }: Filled): GroupPart[] {
  const kept = state.saved?.chosen();
  return form.parts().filter(({ shipping }) => shipping || !kept);
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
    elsewhere: form.parts().reduce((all, { billing }) => merged(all, billing?.() ?? {}), {}),
    shipping: form
      .parts()
      .find((part) => part.shipping)
      ?.shipping?.(),
    wishes: kept ? {} : (state.saved?.wishes(entry) ?? {}),
    showWait: form.showWait,
  };
}
