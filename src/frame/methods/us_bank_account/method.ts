import { usAccounts } from '../../../contract/test-us-accounts.js';
import type { Answer } from '../../api/answer.js';
import {
  button_connect_bank,
  button_enter_bank,
  incomplete_account_number,
  incomplete_routing_number,
  invalid_account_number_confirmation,
  invalid_routing_number,
  label_account_number,
  label_account_type,
  label_bank,
  label_checking,
  label_company,
  label_confirm_account_number,
  label_holder_type,
  label_individual,
  label_routing_number,
  label_savings,
  terms_us_bank_account,
  text_bank_refused,
  text_microdeposits,
} from '../../language/locales/en.json';
import { learn, text } from '../../language/texts.js';
import type { Choice, Method, MethodContext, MethodField, Typed } from '../method.js';
import {
  accountNumberError,
  accountNumberRule,
  confirmationError,
  routingNumberError,
  routingNumberRule,
} from './rules.js';

learn({
  button_connect_bank,
  button_enter_bank,
  incomplete_account_number,
  incomplete_routing_number,
  invalid_account_number_confirmation,
  invalid_routing_number,
  label_account_number,
  label_account_type,
  label_bank,
  label_checking,
  label_company,
  label_confirm_account_number,
  label_holder_type,
  label_individual,
  label_routing_number,
  label_savings,
  terms_us_bank_account,
  text_bank_refused,
  text_microdeposits,
});

/** Choice of a person who enters the numbers in place of connecting the account. */
const BY_HAND = 'by_hand';

/**
 * Returns the account that is connected, by its name at the test bank; empty while the numbers are entered. Only test mode
 * has such a bank: another host verifies accounts by microdeposits.
 */
const connected = (typed: Typed) => (typed('bank') === BY_HAND ? '' : typed('bank'));

const holder = (typed: Typed) => ({
  account_holder_type: typed('holder'),
  account_type: typed('account_type'),
});

/** A debit of a bank account in the United States. */
export const method: Method = {
  secret: 'account_number',
  terms: 'terms_us_bank_account',
  note: ({ typed, entry }) =>
    entry().verification_method === 'instant' || connected(typed) ? undefined : 'text_microdeposits',
  fields,
  data: (typed) => ({
    ...holder(typed),
    ...(!connected(typed) && {
      routing_number: typed('routing_number'),
      account_number: typed('account_number'),
    }),
  }),
  async prepare(typed, send): Promise<Answer> {
    const test_account = connected(typed);
    if (!test_account) return { value: {} };
    const answer = await send({
      path: '/v1/tokens',
      params: { financial_connections_account: { test_account, ...holder(typed) } },
    });
    if ('value' in answer) return { value: { financial_connections_account: `${answer.value.id}` } };
    return { error: { ...answer.error, message: text('text_bank_refused') } };
  },
};

function fields({ typed, entry, session }: MethodContext): MethodField[] {
  const { verification_method: way = 'automatic' } = entry();
  const hasBank = !session().livemode && way !== 'microdeposits';
  const isByHand = () => !hasBank || typed('bank') === BY_HAND;
  const bank: MethodField = {
    name: 'bank',
    label: 'button_connect_bank',
    choices: () => [
      ['', text('label_bank')],
      ...usAccounts.all.map(
        ({ name, number }): Choice => [name, `TEST BANK •••• ${number.slice(-4)} (${name})`],
      ),
      ...(way === 'instant' ? [] : [[BY_HAND, text('button_enter_bank')] satisfies Choice]),
    ],
  };
  const byHand: MethodField[] = [
    {
      name: 'routing_number',
      label: 'label_routing_number',
      placeholder: '110000000',
      inputMode: 'numeric',
      rule: routingNumberRule,
      error: routingNumberError,
      done: (digits) => !routingNumberError(digits),
    },
    {
      name: 'account_number',
      label: 'label_account_number',
      placeholder: '000123456789',
      inputMode: 'numeric',
      rule: accountNumberRule,
      error: accountNumberError,
    },
    {
      name: 'confirmation',
      label: 'label_confirm_account_number',
      placeholder: '000123456789',
      inputMode: 'numeric',
      rule: accountNumberRule,
      error: (digits) => confirmationError(digits, typed('account_number')),
    },
  ];
  return [
    ...(hasBank ? [bank] : []),
    ...byHand.map((field) => ({ ...field, isShown: isByHand })),
    {
      name: 'holder',
      label: 'label_holder_type',
      half: true,
      choices: () => [
        ['individual', text('label_individual')],
        ['company', text('label_company')],
      ],
    },
    {
      name: 'account_type',
      label: 'label_account_type',
      half: true,
      choices: () => [
        ['checking', text('label_checking')],
        ['savings', text('label_savings')],
      ],
    },
  ];
}
