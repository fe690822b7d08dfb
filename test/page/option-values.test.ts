// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { createPayframeDouble } from '../../src/testing/index.js';
import { thrown } from './shop.js';

const BILLING = 'fields.billingDetails';

const wrong: [options: object, param: string, right: string, given: string][] = [
  [{ layout: 'list' }, 'layout', 'accordion|tabs|auto', 'list'],
  [{ layout: 2 }, 'layout', 'accordion|tabs|auto', 'number'],
  [{ layout: { type: 'Tabs' } }, 'layout.type', 'accordion|tabs|auto', 'Tabs'],
  [{ fields: 'never' }, 'fields', 'object', 'never'],
  [{ fields: { billingDetails: 'sometimes' } }, BILLING, 'auto|never', 'sometimes'],
  [{ fields: { billingDetails: { name: 'none' } } }, `${BILLING}.name`, 'auto|never|always', 'none'],
  [{ fields: { billingDetails: { email: 'always' } } }, `${BILLING}.email`, 'auto|never', 'always'],
  [
    { fields: { billingDetails: { address: true } } },
    `${BILLING}.address`,
    'auto|never|if_required',
    'boolean',
  ],
  [
    { fields: { sepa_debit: { billingDetails: { address: { city: 'always' } } } } },
    'fields.sepa_debit.billingDetails.address.city',
    'auto|never',
    'always',
  ],
  [{ terms: 'never' }, 'terms', 'object', 'never'],
  [{ terms: { sepaDebit: false } }, 'terms.sepaDebit', 'auto|never|always', 'boolean'],
  [{ wallets: 'never' }, 'wallets', 'object', 'never'],
  [{ wallets: { applePay: 'always' } }, 'wallets.applePay', 'auto|never', 'always'],
];

const right: object[] = [
  {},
  { layout: undefined, fields: null, terms: undefined },
  { layout: 'tabs', readOnly: true },
  { layout: { type: 'auto', radios: 'if_multiple', visibleAccordionItemsCount: 0 } },
  { fields: { billingDetails: 'never', klarna: { billingDetails: { address: { country: 'never' } } } } },
  { fields: { billingDetails: { name: 'always', email: 'auto', address: 'if_required' } } },
  { terms: { card: 'always', sepaDebit: 'never' }, wallets: { applePay: 'never', link: null } },
  { defaultValues: { billingDetails: { name: 'never mind', address: { city: 'Recife' } } } },
];

const group = () => createPayframeDouble().elements({ mode: 'setup' });

describe('an option of a Payment Element', () => {
  test.each(wrong)(
    'with a wrong value is refused, with what it takes: %j',
    (options, param, takes, given) => {
      const refusal = {
        name: 'IntegrationError',
        code: 'invalid_option',
        param,
        message: `options.${param} must be ${takes}, not ${given}.`,
      };
      expect(thrown(() => group().create('payment', options))).toMatchObject(refusal);
      const element = group().create('payment');
      expect(thrown(() => element.update(options))).toMatchObject(refusal);
    },
  );

  test.each(right)('with a right value is taken: %j', (options) => {
    expect(() => group().create('payment', options).update(options)).not.toThrow();
  });

  test('that does not exist is no reason to throw', () => {
    expect(() => group().create('payment', { layuot: 'list' } as object)).not.toThrow();
  });
});

test('a group says which modes there are', () => {
  expect(thrown(() => createPayframeDouble().elements({ mode: 'pay' } as never))).toMatchObject({
    param: 'mode',
    message: 'options.mode must be payment|setup|subscription, not pay.',
  });
});
