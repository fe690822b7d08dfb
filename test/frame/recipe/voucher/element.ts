import { createField } from '../../input/field.js';
import { stateOf } from '../../input/field-state.js';
import { incomplete_voucher, invalid_voucher, label_voucher } from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import { defineElement, type FieldStage } from '../../runtime/define-element.js';
import { voucherError, voucherRule } from './rule.js';

learn({ incomplete_voucher, invalid_voucher, label_voucher });

/** A voucher that a shop sold or gave. */
export const voucher = defineElement({
  loadCalls: (access, send) => import('./calls.js').then(({ createCalls }) => createCalls(access, send)),

  create({ input }: FieldStage, { changed }) {
    const checks = { error: voucherError, done: () => false };
    const field = createField('voucher', input, voucherRule, checks, { onChange: changed, onLeave() {} });
    return {
      fields: { field },
      sends: true,
      shown: () => [field],
      clear: field.clear,
      read: (): [string] => [field.raw()],
      state: () => stateOf([field]),
    };
  },
});
