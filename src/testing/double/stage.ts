import { fieldError } from '../../frame/input/field-state.js';
import en from '../../frame/language/locales/en.json';
import type { TextKey } from '../../frame/language/locales/texts.js';
import type { FieldStage, Shown } from '../../frame/runtime/define-element.js';
import type { Group } from './group.js';
import { createInput, showError } from './input.js';

type LabelName = TextKey extends infer Key ? (Key extends `label_${infer Name}` ? Name : never) : never;

/** Where an Element of the double is. */
export interface Place {
  /** The node that stands in for its iframe. */
  root: HTMLElement;
  /** The Element whose field is shown; empty where the document shows all that it has. */
  part: string;
  group: Group;
}

/** Shows the fields that a person sees, and what is wrong with each. */
export function showFields(root: HTMLElement, { shown, describe = fieldError }: Shown): void {
  const inputs = shown().map(({ input }) => input);
  // Unless they are the same: an input that is put anew loses the focus.
  if (inputs.some((input, index) => root.children[index] !== input) || inputs.length !== root.children.length)
    root.replaceChildren(...inputs);
  for (const field of shown()) {
    const code = field.shownError();
    showError(field.input, code && describe(code).message);
  }
}

/**
 * The stage of an Element that has one field.
 *
 * @param name The Element's type, which names its texts.
 */
export const createFieldStage = ({ root }: Place, name: LabelName): FieldStage => ({
  input: createInput(en[`label_${name}`], '', 'off'),
  show: (_, model) => showFields(root, model),
});
