import type { JsonObject } from '../../wire/index.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import type { FieldStage } from './define-element.js';
import type { FrameStage } from './run-element.js';
import { writeAttribute, writeText } from './write.js';

/** Names for which there are a label and a title. */
type FieldName<Key = TextKey> = Key extends `title_${infer Name}`
  ? `label_${Name}` extends TextKey
    ? Name
    : never
  : never;

/**
 * Creates the document of an Element that has one field. Its parts have the same names as the card's, so that
 * one style sheet, `style` and `appearance` serve all Elements.
 *
 * @param name The Element's type. The keys of its texts are `label_` and `title_`, followed by the name.
 */
export function createFieldStage(name: FieldName): FieldStage & FrameStage {
  const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;
  const root = byId<HTMLElement>('card');
  const input = byId<HTMLInputElement>('number');
  const errorText = byId<HTMLElement>('error');
  const mark = byId<SVGUseElement>('mark');
  const icon = `${mark.getAttribute('href')}`;

  return {
    root,
    input,
    title: `title_${name}`,
    applyOptions({ hideIcon, iconStyle }: JsonObject) {
      root.classList.toggle('without-icon', hideIcon === true);
      root.classList.toggle('solid', iconStyle === 'solid');
    },
    showTexts() {
      root.classList.add('spoken');
      const [label] = input.labels ?? [];
      if (label) label.textContent = text(`label_${name}`);
    },
    show({ empty, complete, error }) {
      const { classList } = input;
      classList.toggle('empty', empty);
      classList.toggle('complete', complete);
      classList.toggle('invalid', !!error);
      writeAttribute(input, 'aria-invalid', `${!!error}`);
      writeAttribute(mark, 'href', error ? '#error-icon' : icon);
      writeText(errorText, error?.message ?? '');
    },
  };
}
