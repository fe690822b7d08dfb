import { expect, test } from 'vitest';
import { nameAdvice } from '../../src/contract/name-advice.js';
import { GROUP_VALUES, PAYMENT_VALUES } from '../../src/contract/option-values.js';
import { tellMisspelt, wrongOptionError } from '../../src/frame/runtime/misspelt.js';
import type { FrameMessage, JsonObject } from '../../src/wire/index.js';

function toldOf(title: string, options: JsonObject): string[] {
  const told: FrameMessage[] = [];
  tellMisspelt(title, options, (message) => told.push(message));
  return told.flatMap((message) => (message.type === 'dropped' ? message.options : []));
}

test('a page is told each name that it misspelt, and what it most likely meant', () => {
  const names = {
    elements: { local: 'de', mode: 'setup' },
    create: ['hidePostcode', 'style'],
    on: ['chnage', 'ready'],
  };
  expect(toldOf('title_card', names)).toEqual([
    'elements({ local }): no such option. Did you mean locale?',
    "create('card', { hidePostcode }): no such option. Did you mean hidePostalCode?",
    "on('chnage'): no such event. Did you mean change?",
  ]);
});

test('a name that is like no other is told with the names that there are', () => {
  expect(toldOf('title_cardCvc', { create: ['telephone'] })).toEqual([
    "create('cardCvc', { telephone }): no such option. There are: classes, disabled, style, visibility, placeholder.",
  ]);
});

test('a page is told each option of a Payment Element that has a value which it does not take', () => {
  const options = {
    layout: { type: 'list', radios: 'yes', visibleAccordionItemsCount: '3', defaultCollapsed: true },
    fields: { billingDetails: 'sometimes', sepa_debit: { billingDetails: { address: { city: 'always' } } } },
    terms: { card: true },
    wallets: { applePay: 'always' },
    readOnly: null,
  };
  expect(toldOf('title_payment', { create: Object.keys(options), ...options })).toEqual([
    "create('payment', { layout.type }): takes accordion, tabs, auto.",
    "create('payment', { layout.radios }): takes auto, always, never, if_multiple, boolean.",
    "create('payment', { layout.visibleAccordionItemsCount }): takes non-negative integer.",
    "create('payment', { fields.billingDetails }): takes auto, never, object.",
    "create('payment', { fields.sepa_debit.billingDetails.address.city }): takes auto, never.",
    "create('payment', { terms.card }): takes auto, always, never.",
    "create('payment', { wallets.applePay }): takes auto, never.",
  ]);
});

test('the first wrong value is an error too, once until another one is wrong', () => {
  const told: FrameMessage[] = [];
  const tell = (message: FrameMessage) => void told.push(message);
  const elements = { loader: 'sometimes', mode: 'setup', captureMethod: 'manual', setup_future_usage: null };
  const element = { business: 'Shop', layout: { type: 'accordion', visibleAccordionItemsCount: -1 } };
  const options = { create: Object.keys(element), on: [], ...element };
  tellMisspelt('title_payment', { elements, ...options }, tell);
  tellMisspelt('title_payment', { elements, ...options }, tell);
  tellMisspelt('title_payment', { elements: {}, ...options }, tell);
  tellMisspelt('title_card', { elements, ...options }, tell);
  const errors = told.flatMap((message) => (message.type === 'event' ? [message.details.error] : []));
  expect(errors).toMatchObject([
    {
      name: 'IntegrationError',
      code: 'invalid_option',
      param: 'loader',
      message: 'options.loader must be auto|always|never, not sometimes.',
    },
    { param: 'business', message: 'options.business must be object, not Shop.' },
  ]);
});

const wrongInGroup: [elements: object, param: string][] = [
  [{ captureMethod: 'auto' }, 'captureMethod'],
  [{ capture_method: 'auto' }, 'capture_method'],
  [{ setupFutureUsage: 'later' }, 'setupFutureUsage'],
  [{ loader: true }, 'loader'],
  [{ allowedPaymentMethodTypes: 'card' }, 'allowedPaymentMethodTypes'],
  [{ excludedPaymentMethodTypes: 'card' }, 'excludedPaymentMethodTypes'],
  [{ paymentMethodTypes: 'card' }, 'paymentMethodTypes'],
  [{ paymentMethodCreation: 'auto' }, 'paymentMethodCreation'],
  [{ paymentMethodOptions: 'card' }, 'paymentMethodOptions'],
  [{ customPaymentMethods: 'cpmt_1' }, 'customPaymentMethods'],
  [{ externalPaymentMethodTypes: {} }, 'externalPaymentMethodTypes'],
  [{ fonts: {} }, 'fonts'],
];

const wrongInElement: [options: object, param: string][] = [
  [{ layout: 'list' }, 'layout'],
  [{ layout: { type: 'list' } }, 'layout.type'],
  [{ layout: { radios: 'yes' } }, 'layout.radios'],
  [{ layout: { paymentMethodLogoPosition: 'left' } }, 'layout.paymentMethodLogoPosition'],
  [{ layout: { defaultCollapsed: 'no' } }, 'layout.defaultCollapsed'],
  [{ layout: { spacedAccordionItems: 1 } }, 'layout.spacedAccordionItems'],
  [{ layout: { visibleAccordionItemsCount: 1.5 } }, 'layout.visibleAccordionItemsCount'],
  [{ layout: { visibleAccordionItemsCount: '3' } }, 'layout.visibleAccordionItemsCount'],
  [{ readOnly: 'yes' }, 'readOnly'],
  [{ fields: 'never' }, 'fields'],
  [{ fields: { billingDetails: 'always' } }, 'fields.billingDetails'],
  [{ fields: { billingDetails: { name: 'none' } } }, 'fields.billingDetails.name'],
  [{ fields: { billingDetails: { phone: 'always' } } }, 'fields.billingDetails.phone'],
  [{ fields: { billingDetails: { address: 'always' } } }, 'fields.billingDetails.address'],
  [{ defaultValues: 'Jenny' }, 'defaultValues'],
  [{ defaultValues: { billingDetails: 'Jenny' } }, 'defaultValues.billingDetails'],
  [
    { defaultValues: { billingDetails: { address: { line1: 5 } } } },
    'defaultValues.billingDetails.address.line1',
  ],
  [{ defaultValues: { card: { network: 'visa' } } }, 'defaultValues.card.network'],
  [{ terms: { card: 'yes' } }, 'terms.card'],
  [{ wallets: { link: 'always' } }, 'wallets.link'],
  [{ business: { name: 1 } }, 'business.name'],
  [{ paymentMethodOrder: 'card' }, 'paymentMethodOrder'],
];

test.each(wrongInGroup)('a group with %j is told of it', (elements, param) => {
  expect(wrongOptionError({ elements, create: [] } as never)).toMatchObject({
    code: 'invalid_option',
    param,
  });
});

test.each(wrongInElement)('a Payment Element with %j is told of it', (options, param) => {
  expect(wrongOptionError({ create: Object.keys(options), ...options } as never)).toMatchObject({ param });
});

test('each option whose values are known has a wrong one above', () => {
  const lacks = (values: typeof GROUP_VALUES, cases: typeof wrongInGroup) =>
    values.flatMap(([path]) => (cases.some(([, param]) => path.test(param)) ? [] : [path]));
  expect(lacks(GROUP_VALUES, wrongInGroup)).toEqual([]);
  expect(lacks(PAYMENT_VALUES, wrongInElement)).toEqual([]);
});

test('what the guide shows of a Payment Element is no mistake', () => {
  const options = {
    layout: 'tabs',
    fields: { billingDetails: { name: 'never', email: 'auto', address: 'if_required' } },
    terms: { sepaDebit: 'never' },
    business: { name: 'Shop' },
    paymentMethodOrder: ['ideal'],
    readOnly: false,
  };
  expect(toldOf('title_payment', { create: Object.keys(options), ...options })).toEqual([]);
});

test('options and events of Stripe.js for other Elements are no mistake', () => {
  const names = {
    elements: { loader: 'auto', captureMethod: 'manual' },
    create: ['disableLink'],
    on: ['confirm', 'loaderstart'],
  };
  expect(toldOf('title_card', names)).toEqual([]);
});

test.each([undefined, null, 'hidePostcode', 5, [5, null, ['x']], {}])(
  'what is no list of names is no mistake: %j',
  (given) => {
    expect(toldOf('title_card', { elements: given, create: given, on: given } as JsonObject)).toEqual([]);
  },
);

test('a thousand long names are told as a few short ones', () => {
  const create = Array.from({ length: 1_000 }, (_, index) => `${index}${'x'.repeat(10_000)}`);
  const told = toldOf('title_card', { create });
  expect(told).toHaveLength(12);
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThan(400);
});

test.each([
  ['crad', 'card'],
  ['cardNumer', 'cardNumber'],
  ['CardExpiry', 'cardExpiry'],
  ['cvc', undefined],
  ['payment', undefined],
  ['', undefined],
])('the name that is nearest to %s is %s', (given, nearest) => {
  const names = ['card', 'cardNumber', 'cardExpiry', 'iban'];
  expect(nameAdvice(given, names)).toBe(
    nearest ? `Did you mean ${nearest}?` : 'There are: card, cardNumber, cardExpiry, iban.',
  );
});
