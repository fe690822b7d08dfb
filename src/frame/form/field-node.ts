import { createChoice } from '../input/choice.js';
import { createField, type Field } from '../input/field.js';
import { fieldError } from '../input/field-state.js';
import { textRule } from '../input/text-rule.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import type { MethodField } from '../methods/method.js';
import { writeAttribute, writeText } from '../runtime/write.js';
import { createIcon, createNode, showIcon } from './nodes.js';

/** A field with the part of the document that shows it. */
export interface FieldNode {
  readonly field: Field<string, HTMLInputElement | HTMLSelectElement>;
  readonly node: HTMLElement;
  /** Returns whether it is asked for. */
  isShown(): boolean;
  /** Shows its state: its error, its icon, and the classes that rules of an appearance name. */
  show(): void;
  /** Shows its texts in the frame's language. */
  showTexts(): void;
}

/** Longest text that a field takes whose rule has no limit of its own. */
const LONGEST = 200;

/** Rule that leaves out no character. */
const ANY_TEXT = textRule(LONGEST, /(?!)/);

/**
 * Creates a field of a payment method, or of the billing details.
 *
 * @param id Its id in the document.
 */
export function createFieldNode(
  id: string,
  spec: MethodField,
  events: { onChange(): void; onLeave(direction: 1 | -1): void },
): FieldNode {
  const { name, choices, rule = ANY_TEXT, icon } = spec;
  const node = createNode('div', spec.half ? 'field half' : 'field');
  const label = createNode('label');
  label.htmlFor = id;
  const control = choices ? createNode('select') : createNode('input');
  const error = createNode('p', 'error');
  error.id = `${id}-error`;
  error.setAttribute('aria-live', 'polite');
  Object.assign(control, { id, name });
  const attributes = {
    autocomplete: spec.autocomplete ?? 'off',
    'aria-describedby': error.id,
    ...(spec.inputMode && { inputmode: spec.inputMode }),
    // Latin letters run from left to right in a form of another direction too: a street begins with its number.
    ...(!choices && { autocorrect: 'off', spellcheck: 'false', dir: 'auto' }),
  };
  for (const [key, value] of Object.entries(attributes)) control.setAttribute(key, value);
  const mark = icon && createIcon();
  node.append(label, control, ...(mark ? [mark] : []), error);

  const isMissing = (raw: string) => (raw.trim() ? undefined : ('incomplete_field' as const));
  const checks = {
    error: spec.error ?? isMissing,
    done: (raw: string) => spec.done?.(raw) ?? false,
    unfinished: (raw: string) => spec.unfinished?.(raw) ?? false,
  };
  const field =
    control instanceof HTMLSelectElement
      ? createChoice(name, control, checks.error, events.onChange)
      : createField(name, control, rule, checks, events);

  function showTexts() {
    const { placeholder = '' } = spec;
    if (choices && control instanceof HTMLSelectElement) fillChoices(control, choices());
    else control.setAttribute('placeholder', text(placeholder as TextKey) || placeholder);
  }

  function show() {
    writeText(label, typeof spec.label === 'string' ? text(spec.label) : spec.label());
    const code = field.shownError();
    const { classList } = control;
    const empty = !field.raw();
    classList.toggle('invalid', !!code);
    classList.toggle('empty', empty);
    classList.toggle('complete', !empty && !field.error());
    writeAttribute(control, 'aria-invalid', `${!!code}`);
    writeText(error, code ? fieldError(code).message : '');
    if (mark && icon) showIcon(mark, code ? 'error' : icon());
  }

  return { field, node, isShown: () => spec.isShown?.() ?? true, show, showTexts };
}

/** Fills a select with its choices, and keeps what is chosen. */
function fillChoices(select: HTMLSelectElement, choices: [value: string, text: string][]) {
  const { value } = select;
  select.replaceChildren(...choices.map(([choice, shown]) => new Option(shown, choice)));
  const known = choices.some(([choice]) => choice === value);
  select.value = known ? value : `${choices[0]?.[0]}`;
}
