import type { SessionMethod } from '../../../contract/elements-session.js';
import type { Json } from '../../../wire/index.js';
import type { ShowWait } from '../../api/await-payer.js';
import { createNode } from '../../form/nodes.js';
import { terms_card, text_redirect } from '../../language/locales/en.json';
import type { TextKey } from '../../language/locales/texts.js';
import { learn, text } from '../../language/texts.js';
import type { Method, Typed } from '../../methods/method.js';
import { writeText } from '../../runtime/write.js';
import { valueAt } from './billing.js';

learn({ terms_card, text_redirect });

export type Terms = ReturnType<typeof createTerms>;

/** Creates the texts below a method's fields: how it goes on, and what a person agrees to. */
export function createTerms() {
  const note = createNode('p', 'note');
  const terms = createNode('p', 'terms');
  const waiting = createNode('p', 'note');
  const [request, time] = [createNode('span'), createNode('span')];
  waiting.append(request, ' ', time);
  // The time is not read aloud, because it changes all the while.
  request.setAttribute('role', 'status');

  /** Shows that the payer has to confirm in their app, and how much time they have. */
  const showWait: ShowWait = (secondsLeft) => {
    const isOver = secondsLeft === undefined;
    writeText(request, isOver ? '' : text('text_blik_waiting'));
    const clock = isOver ? '' : `0:${`${secondsLeft}`.padStart(2, '0')}`;
    writeText(time, clock && text('text_time_left').replace('{time}', clock));
  };

  function of(
    entry: SessionMethod,
    method: Method,
    wishes: Json | undefined,
    business: string,
    typed: Typed,
  ): HTMLElement[] {
    const name = text(`method_${entry.type}` as TextKey) || entry.name;
    const fill = (key: TextKey | undefined) =>
      key ? text(key).replaceAll('{business}', business).replaceAll('{method}', name) : '';
    const { flow = 'redirect' } = entry;
    const usual = flow === 'redirect' ? 'text_redirect' : undefined;
    note.textContent = fill(method.note ? method.note({ typed, entry: () => entry }) : usual);
    terms.textContent = isShown(entry, wishes) ? fill(method.terms) : '';
    return [note, waiting, terms].filter((node) => node.textContent?.trim());
  }

  return { of, showWait };
}

const camel = (type: string) => type.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Returns whether the terms are shown: by themselves, where a debit is agreed to or the method is kept for later. */
function isShown({ type, flow, saved }: SessionMethod, wishes: Json | undefined): boolean {
  const wish = valueAt(wishes, camel(type));
  return wish === 'always' || (wish !== 'never' && (flow === 'debit' || !!saved));
}
