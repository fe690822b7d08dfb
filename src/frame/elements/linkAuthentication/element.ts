import { type ElementDetails, type ElementState, isRecord } from '../../../wire/index.js';
import { notHere } from '../../api/answer.js';
import { emailError, emailRule } from '../../input/contact-rules.js';
import { createField } from '../../input/field.js';
import { stateOf } from '../../input/field-state.js';
import { defineElement, type FieldStage } from '../../runtime/define-element.js';
import './texts.js';

/** Definition of the Elements for an email address. A Payment Element of the same group takes the address over. */
export const contact = defineElement({
  loadCalls: async () => async () => notHere(),

  create({ input }: FieldStage, life) {
    const field = createField(
      'email',
      input,
      emailRule,
      { error: emailError, done: () => false },
      { onChange: life.changed, onLeave() {} },
    );
    let isFilled = false;

    return {
      fields: { field },
      sends: false,
      shown: () => [field],
      clear: field.clear,
      read: () => [],
      applyOptions({ defaultValues }) {
        const email = isRecord(defaultValues) ? defaultValues.email : undefined;
        // An update must not replace what a person has typed since.
        if (isFilled || typeof email !== 'string') return;
        isFilled = true;
        if (!field.raw()) field.fill(email);
      },
      state: (): ElementState & ElementDetails['linkAuthentication'] => ({
        ...stateOf([field]),
        value: { email: field.raw() },
      }),
    };
  },
});
