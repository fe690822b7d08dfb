import type { ElementDetails, ElementState } from '../../../wire/index.js';
import { createField, type Field } from '../../input/field.js';
import { stateOf } from '../../input/field-state.js';
import {
  accountNumberError,
  accountNumberRule,
  bankName,
  bsbError,
  bsbRule,
  isAccountNumberDone,
} from '../../methods/au_becs_debit/rules.js';
import { defineElement, type FieldStage } from '../../runtime/define-element.js';
import './texts.js';

/** Definition of the Australian bank account's Element: the account of a BECS debit. */
export const auBankAccount = defineElement({
  loadCalls: (access, send) => import('./calls.js').then(({ createCalls }) => createCalls(access, send)),

  create({ inputs: [bsbInput, accountInput] }: FieldStage, life) {
    const fields: Record<'bsb' | 'account', Field> = {
      bsb: createField(
        'bsb',
        bsbInput as HTMLInputElement,
        bsbRule,
        { error: bsbError, done: (digits) => !bsbError(digits) },
        { onChange: life.changed, onLeave: (direction) => direction > 0 && fields.account.input.focus() },
      ),
      account: createField(
        'account',
        accountInput as HTMLInputElement,
        accountNumberRule,
        { error: accountNumberError, done: isAccountNumberDone },
        { onChange: life.changed, onLeave: (direction) => direction < 0 && fields.bsb.input.focus() },
      ),
    };
    const { bsb, account } = fields;

    return {
      fields,
      sends: true,
      shown: () => [bsb, account],
      clear() {
        bsb.clear();
        account.clear();
      },
      read: () => [{ bsb_number: bsb.raw(), account_number: account.raw() }] as const,
      state: (): ElementState & ElementDetails['auBankAccount'] => ({
        ...stateOf([bsb, account]),
        bankName: bankName(bsb.raw()),
      }),
    };
  },
});
