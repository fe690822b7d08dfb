import { fieldError } from '../../frame/api/answer.js';
import type { FieldStage, Shown } from '../../frame/runtime/define-element.js';
import type { Group } from './group.js';
import { createInput, showError } from './input.js';

/** Where an Element of the double is. */
export interface Place {
  /** The node that stands in for its iframe. */
  root: HTMLElement;
  /** The document that its frame would show. */
  html: string;
  /** The Element whose field is shown; empty where the document shows all that it has. */
  part: string;
  group: Group;
}

/** Inputs like those of a frame's document: known to a person by the same names, and to browsers by the same purpose. */
export function createInputs(html: string): HTMLInputElement[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('input')].map((input) =>
    createInput(
      page.querySelector(`label[for="${input.id}"]`)?.textContent ?? '',
      input.placeholder,
      `${input.getAttribute('autocomplete')}`,
    ),
  );
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

/** The stage of an Element that has one field. */
export function createFieldStage({ root, html }: Place): FieldStage {
  const [input] = createInputs(html);
  return {
    input: input as HTMLInputElement,
    show: (_, model) => showFields(root, model),
  };
}
