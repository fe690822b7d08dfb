// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { askedPaths } from '../../src/frame/elements/payment/billing.js';
import { readOwnMethods } from '../../src/frame/elements/payment/own-methods.js';

const read = (group: object) => readOwnMethods(group as never);

test('a custom method has the name and the subtitle that its page gives', () => {
  const { methods, dropped } = read({
    customPaymentMethods: [
      { id: 'cpmt_1', displayName: 'Gift card', options: { type: 'static', subtitle: 'Up to €50' } },
      { id: 'cpmt_2', displayName: 'On account', payment: { type: 'static' } },
    ],
  });
  expect(methods).toMatchObject([
    { type: 'cpmt_1', name: 'Gift card', note: { textContent: 'Up to €50' } },
    { type: 'cpmt_2', name: 'On account', note: { textContent: '' } },
  ]);
  for (const method of methods) expect(askedPaths(method, 'US', undefined)).toEqual([]);
  expect(dropped).toEqual([]);
});

test.for([
  ['external_paypal', 'PayPal'],
  ['external_samsung_pay', 'Samsung Pay'],
  ['external_shopback_paylater', 'Shopback Paylater'],
  ['external_line_pay', 'LINE Pay'],
])('%s is shown as %s', ([type, name]) => {
  expect(read({ externalPaymentMethodTypes: [type] }).methods).toMatchObject([{ type, name }]);
});

test('what is no method is left out, and named with the reason', () => {
  const { methods, dropped } = read({
    customPaymentMethods: [
      { id: 'gift', displayName: 'Gift card' },
      { id: 'cpmt_1' },
      { id: 'cpmt_2', displayName: 'Bank', options: { type: 'embedded', embedded: {} } },
      null,
    ],
    externalPaymentMethodTypes: ['paypal', 1],
  });
  expect(methods.map(({ type }) => type)).toEqual(['cpmt_2']);
  expect(dropped).toEqual([
    'customPaymentMethods[0].id: not the id of a custom payment method, cpmt_…',
    'customPaymentMethods[1].displayName: missing. The row shows it',
    'customPaymentMethods[2].options.type: only static is supported: a row without content of the page',
    'customPaymentMethods[3].id: not the id of a custom payment method, cpmt_…',
    'externalPaymentMethodTypes[0]: not the name of a type, such as external_paypal',
    'externalPaymentMethodTypes[1]: not the name of a type, such as external_paypal',
  ]);
  for (const nothing of [{}, { customPaymentMethods: 'cpmt_1', externalPaymentMethodTypes: {} }])
    expect(read(nothing)).toEqual({ methods: [], dropped: [] });
});

test('names and subtitles are cut where a row has no room for more', () => {
  const [method] = read({
    customPaymentMethods: [
      { id: 'cpmt_1', displayName: 'n'.repeat(500), options: { type: 'static', subtitle: 's'.repeat(500) } },
    ],
  }).methods;
  expect(method?.name.length).toBe(60);
  expect(method?.note.textContent?.length).toBe(100);
});
