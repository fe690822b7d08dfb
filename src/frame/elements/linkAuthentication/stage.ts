import type { ElementState, JsonObject } from '../../../wire/index.js';
import type { Field } from '../../input/field.js';
import { fieldError } from '../../input/field-state.js';
import type { FieldStage, Life, Shown } from '../../runtime/define-element.js';
import { createFieldStage } from '../../runtime/field-stage.js';
import { type GroupPart, sharePart } from '../../runtime/group-parts.js';
import type { FrameStage } from '../../runtime/run-element.js';
import type { Opening } from '../../runtime/serve-page.js';

/** Creates the document of an email address's Element, and lets the other frames of its group use the address. */
export function createContactStage(): FieldStage & FrameStage {
  const stage = withContact(createFieldStage('linkAuthentication', ['label_email']), sharePart);
  // An address runs from left to right in every language, and starts where the layout does. Chromium knows only the first value.
  stage.input.style.cssText = 'direction: ltr; text-align: -webkit-match-parent; text-align: match-parent';
  // No option shows the icon that its document has in common with the card's.
  return { ...stage, applyOptions() {} };
}

/**
 * Adds to a stage that the other Elements of the group use the email address on it.
 *
 * @param share Shares the address. Returns a function that tells the others of a change.
 */
export function withContact<S extends FieldStage>(
  stage: S,
  share: (opening: Opening, part: GroupPart) => () => void,
): S {
  let tellGroup = () => {};
  return {
    ...stage,
    open(opening: Opening, { shown }: Shown, { show }: Life) {
      const [field] = shown() as [Field];
      const reveal = () => {
        field.reveal();
        show();
      };
      tellGroup = share(opening, {
        asks: (path) => path === 'email',
        fields: () => [{ ...field, reveal }],
        describe: fieldError,
        billing: (): JsonObject => (field.raw() ? { email: field.raw() } : {}),
      });
      tellGroup();
    },
    show(state: ElementState, model: Shown, life: Life) {
      stage.show(state, model, life);
      tellGroup();
    },
  };
}
