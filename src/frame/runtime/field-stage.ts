import type { JsonObject } from '../../wire/index.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import { styleRules } from '../look/style.js';
import type { FieldStage } from './define-element.js';
import type { FrameStage } from './run-element.js';
import { writeAttribute, writeText } from './write.js';

/** Types of Elements that have a title. */
type TitledName<Key = TextKey> = Key extends `title_${infer Name}` ? Name : never;

/**
 * Creates the document of an Element with a fixed number of fields. Its parts have the same names as the card's, so that
 * one style sheet, `style` and `appearance` serve all Elements.
 *
 * @param name The Element's type. The key of the text that names it is `title_`, followed by the type.
 * @param labels Keys of the labels, in the order of the inputs; by default `label_`, followed by the type.
 */
export function createFieldStage(
  name: TitledName,
  labels: TextKey[] = [`label_${name}` as TextKey],
): FieldStage & FrameStage {
  const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;
  const root = byId<HTMLElement>('card');
  const inputs = [...root.querySelectorAll('input')];
  const errorText = byId<HTMLElement>('error');
  const mark = byId<SVGUseElement>('mark');
  const icon = `${mark.getAttribute('href')}`;

  return {
    root,
    input: inputs[0] as HTMLInputElement,
    inputs,
    title: `title_${name}`,
    readStyle: styleRules,
    applyOptions({ hideIcon, iconStyle }: JsonObject) {
      root.classList.toggle('without-icon', hideIcon === true);
      root.classList.toggle('solid', iconStyle === 'solid');
    },
    showTexts() {
      root.classList.add('spoken');
      for (const [index, key] of labels.entries()) {
        const [label] = inputs[index]?.labels ?? [];
        if (label) label.textContent = text(key);
      }
    },
    show({ error }, { shown }) {
      for (const field of shown()) {
        const { classList } = field.input;
        const invalid = !!field.shownError();
        classList.toggle('empty', !field.raw());
        classList.toggle('complete', !field.error());
        classList.toggle('invalid', invalid);
        writeAttribute(field.input, 'aria-invalid', `${invalid}`);
      }
      writeAttribute(mark, 'href', error ? '#error-icon' : icon);
      writeText(errorText, error?.message ?? '');
    },
  };
}
