import type { Around, TextRule } from './text-rule.js';

/** Contents of an input: its text and the selection in it, in UTF-16 units. */
export interface Shown {
  value: string;
  start: number;
  end: number;
}

export type Edit =
  | { type: 'insert'; text: string }
  | { type: 'delete'; direction: 'backward' | 'forward'; unit: 'character' | 'word' | 'line' };

/**
 * Returns the contents of an input after an edit. An edit changes the person's own characters. The separators
 * between them are laid out again, and the caret stays at the same character.
 */
export function applyEdit(rule: TextRule, { value, start, end }: Shown, edit: Edit): Shown {
  const around = { before: rule.strip(value.slice(0, start)), after: rule.strip(value.slice(end)) };
  if (edit.type === 'insert') {
    const next = rule.insert(around, edit.text);
    const same = next.before === around.before && next.after === around.after;
    // The caret does not move either if the field takes nothing of a text, such as a zero-width joiner.
    return same && start === end ? { value, start, end } : show(rule, next, true);
  }
  return show(rule, start === end ? cut(rule, value, start, around, edit) : around, false);
}

/** Returns the contents of an input after a text from elsewhere (autofill, an input method) is laid out. */
export function layOut(rule: TextRule, value: string, caret: number): Shown {
  const end = caret === value.length;
  const whole = rule.insert({ before: '', after: '' }, value);
  if (end) return show(rule, whole, true);
  const raw = whole.before;
  const count = Math.min(raw.length, rule.strip(value.slice(0, caret)).length);
  return show(rule, { before: raw.slice(0, count), after: raw.slice(count) }, false);
}

function cut(
  rule: TextRule,
  value: string,
  caret: number,
  { before, after }: Around,
  { direction, unit }: Edit & { type: 'delete' },
) {
  if (direction === 'backward')
    return {
      before: before.slice(0, before.length - reach(rule, value.slice(0, caret), unit, -1, before)),
      after,
    };
  return { before, after: after.slice(reach(rule, value.slice(caret), unit, 1, after)) };
}

/**
 * Returns how many of the person's characters a deletion removes. A word is the text between two separators.
 */
function reach(rule: TextRule, text: string, unit: string, direction: 1 | -1, raw: string): number {
  if (unit !== 'word') return unit === 'line' ? raw.length : Math.min(1, raw.length);
  const word = direction < 0 ? /[^\s/]*[\s/]*$/ : /^[\s/]*[^\s/]*/;
  return rule.strip(word.exec(text)?.[0] ?? '').length;
}

function show(rule: TextRule, { before, after }: Around, inserted: boolean): Shown {
  const value = rule.format(before + after);
  const caret = placeAfter(rule, value, before.length, inserted || !after);
  return { value, start: caret, end: caret };
}

/**
 * Returns the position after the person's n-th character; with `beyond`, also after the separators that
 * follow it.
 */
function placeAfter(rule: TextRule, value: string, count: number, beyond: boolean): number {
  let place = 0;
  for (let seen = 0; place < value.length && seen < count; place++)
    seen += rule.strip(value[place] as string).length;
  while (beyond && place < value.length && !rule.strip(value[place] as string)) place++;
  return place;
}
