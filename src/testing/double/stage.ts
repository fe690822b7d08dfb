import { fieldError } from '../../frame/input/field-state.js';
import en from '../../frame/language/locales/en.json';
import type { TextKey } from '../../frame/language/locales/texts.js';
import type { FieldStage, Shown } from '../../frame/runtime/define-element.js';
import type { Api } from './api.js';
import type { Group } from './group.js';
import { createInput, showError } from './input.js';

type LabelName = TextKey extends infer Key ? (Key extends `label_${infer Name}` ? Name : never) : never;

/** Place of one of the double's Elements in the page. */
export interface Place {
  /** The node that stands in for its iframe. */
  root: HTMLElement;
  /** The Element whose field is shown; empty if the document shows all its fields. */
  part: string;
  group: Group;
  api: Api;
}

/** Shows the visible fields, and the error of each. */
export function showFields(root: HTMLElement, { shown, describe = fieldError }: Shown): void {
  const inputs = shown().map(({ input }) => input);
  // Inputs stay where they are if possible, because an input that is inserted again loses the focus.
  if (inputs.some((input, index) => root.children[index] !== input) || inputs.length !== root.children.length)
    root.replaceChildren(...inputs);
  for (const field of shown()) {
    const code = field.shownError();
    showError(field.input, code && describe(code).message);
  }
}

/**
 * Creates the stage of an Element with a fixed number of fields.
 *
 * @param names The names of their labels; for an Element with one field it is the Element's type.
 */
export function createFieldStage({ root }: Place, ...names: [LabelName, ...LabelName[]]): FieldStage {
  const inputs = names.map((name) => createInput(en[`label_${name}`], '', AUTOCOMPLETE[name] ?? 'off'));
  return {
    input: inputs[0] as HTMLInputElement,
    inputs,
    show: (_, model) => showFields(root, model),
  };
}

/** What the browser fills in, by the name of the label. */
const AUTOCOMPLETE: Partial<Record<LabelName, string>> = { email: 'email' };
