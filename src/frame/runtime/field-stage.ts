import type { JsonObject } from '../../wire/index.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import type { FieldStage } from './define-element.js';
import type { FrameStage } from './run-element.js';

/** The names that have a label and a title. */
type FieldName<Key = TextKey> = Key extends `title_${infer Name}`
  ? `label_${Name}` extends TextKey
    ? Name
    : never
  : never;

/**
 * The document of an Element that has one field. It names its parts as the card's does, so that one style sheet, `style`
 * and `appearance` serve all Elements.
 *
 * @param name The Element's type: its texts are `label_` and `title_` with the name behind.
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
      input.setAttribute('aria-invalid', `${!!error}`);
      mark.setAttribute('href', error ? '#error-icon' : icon);
      const message = error?.message ?? '';
      if (errorText.textContent !== message) errorText.textContent = message;
    },
  };
}
