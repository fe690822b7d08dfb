import type { SessionMethod } from '../../../contract/elements-session.js';
import type { Json } from '../../../wire/index.js';
import type { TextKey } from '../../language/locales/texts.js';
import { text } from '../../language/texts.js';
import type { Method } from '../../methods/method.js';
import { valueAt } from './billing.js';
import { createNode } from './nodes.js';

/** Creates the texts below a method's fields: how it goes on, and what a person agrees to. */
export function createTerms() {
  const note = createNode('p', 'note');
  const terms = createNode('p', 'terms');

  function of(
    entry: SessionMethod,
    method: Method,
    wishes: Json | undefined,
    business: string,
  ): HTMLElement[] {
    const name = text(`method_${entry.type}` as TextKey) || entry.name;
    const fill = (key: TextKey | undefined) =>
      key ? text(key).replaceAll('{business}', business).replaceAll('{method}', name) : '';
    note.textContent = fill(method.note ?? (entry.flow === 'redirect' ? 'text_redirect' : undefined));
    terms.textContent = isShown(entry, wishes) ? fill(method.terms) : '';
    return [note, terms].filter((node) => node.textContent);
  }

  return { of };
}

const camel = (type: string) => type.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Returns whether the terms are shown: by themselves, where a debit is agreed to or the method is kept for later. */
function isShown({ type, flow, saved }: SessionMethod, wishes: Json | undefined): boolean {
  const wish = valueAt(wishes, camel(type));
  return wish === 'always' || (wish !== 'never' && (flow === 'debit' || saved));
}
