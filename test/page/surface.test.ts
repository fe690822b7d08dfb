// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SUPPORT } from '../../src/guard/check/support-data.js';
import { type ElementsOptions, Payframe, PayframeError } from '../../src/page/index.js';
import * as binding from '../../src/react/index.js';
import { publishable } from '../keys/make-keys.js';
import { host, installFakes, removeFakes } from './fake-frame.js';
import { makePayframe, makeShop } from './shop.js';

beforeEach(installFakes);
afterEach(removeFakes);

/** Names of the methods of Stripe.js's `Stripe` interface, from its published types. */
function stripeMethods(): string[] {
  const types = readFileSync('node_modules/@stripe/stripe-js/dist/stripe-js/stripe.d.ts', 'utf8');
  const start = types.indexOf('export interface Stripe {');
  const source = types.slice(start, types.indexOf('\n}', start)).replace(/\/\*[\s\S]*?\*\//g, '');
  return [...new Set([...source.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name as string))];
}

/** The methods that confirm by a type of payment method which this version lacks. */
const lacking = /^confirm(AcssDebit|CustomerBalance|Giropay|PayNow|Pix|PromptPay|Sofort|WechatPay)/;

const here = [
  'elements',
  'createToken',
  'createPaymentMethod',
  'registerAppInfo',
  'paymentRequest',
  'confirmPayment',
  'confirmSetup',
  'confirmCardPayment',
  'confirmCardSetup',
  'confirmSepaDebitPayment',
  'confirmSepaDebitSetup',
  'handleNextAction',
  'handleCardAction',
  'retrievePaymentIntent',
  'retrieveSetupIntent',
  'createConfirmationToken',
  'createEmbeddedCheckoutPage',
  'initCheckoutElementsSdk',
  'verifyIdentity',
  'verifyMicrodepositsForPayment',
  'verifyMicrodepositsForSetup',
  ...stripeMethods().filter((name) => /^confirm.+(Payment|Setup)$/.test(name) && !lacking.test(name)),
];
const later = stripeMethods().filter((name) => !here.includes(name));
/** The parts of an integration that the tables of docs/migrating.md list as lacking. */
const lackingIn = (parts: Record<string, boolean>) => Object.keys(parts).filter((name) => !parts[name]);
const methods = () => makePayframe() as unknown as Record<string, (...args: unknown[]) => unknown>;

describe("Stripe.js's methods", () => {
  test('are 73, as the research counted them', () => {
    expect(stripeMethods()).toHaveLength(73);
  });

  test.each(stripeMethods())('payframe.%s is a function', (name) => {
    expect(methods()[name]).toBeTypeOf('function');
  });

  test('that are lacking are in the table of the guide', () => {
    expect(lackingIn(SUPPORT.methods)).toEqual(expect.arrayContaining(later));
  });

  test.each(lackingIn(SUPPORT.methods))(
    'payframe.%s, which is not there yet, says so in its result',
    async (name) => {
      const { error } = ((await methods()[name]?.('client_secret', {})) ?? {}) as { error?: PayframeError };
      expect(error).toBeInstanceOf(PayframeError);
      expect(error).toMatchObject({
        type: 'invalid_request_error',
        code: 'method_not_available',
        message: `payframe.${name} is not in this version of Payframe.`,
      });
    },
  );
});

describe("Stripe.js's Elements and components", () => {
  test.each(lackingIn(SUPPORT.elements))('%s, which is not there yet, is refused by its name', (type) => {
    const refusal = {
      name: 'IntegrationError',
      code: 'unknown_element',
      message: expect.stringContaining(`"${type}"`),
    };
    expect(() =>
      makePayframe()
        .elements()
        .create(type as 'card'),
    ).toThrow(expect.objectContaining(refusal));
  });

  test.each(lackingIn(SUPPORT.components))(
    '%s, which is not there yet, is nothing that the React binding exports',
    (name) => {
      expect(Object.keys(binding)).not.toContain(name);
    },
  );
});

describe('what wrappers of Stripe.js look for', () => {
  test('Payframe is called without new, with it, and with options left undefined', () => {
    const New = Payframe as unknown as new (key: string, options: object) => object;
    expect(new New(publishable, { host })).toHaveProperty('elements');
    const apply = Payframe.apply(undefined, [
      publishable,
      { host, locale: undefined, stripeAccount: undefined },
    ]);
    expect(apply).toHaveProperty('elements');
  });

  test('Payframe.version is the release train that loaders compare', () => {
    expect(Payframe.version).toBe('endive');
  });

  test('`in` finds every method of Stripe.js, and nothing else: Svelte reads only what it finds', () => {
    const payframe = makePayframe();
    expect(stripeMethods().filter((name) => !(name in payframe))).toEqual([]);
    expect(['then', 'toJSON', 'value'].filter((name) => name in payframe)).toEqual([]);
  });

  test('the object is an object, at once, and no thenable', async () => {
    const payframe = makePayframe() as unknown as { then?: unknown };
    expect(payframe).toBeTypeOf('object');
    expect(payframe.then).toBeUndefined();
    expect(await payframe).toBe(payframe);
  });

  test('group and Element have own enumerable methods that work without their object', async () => {
    const { elements, card } = await makeShop();
    expect(Object.keys(elements)).toEqual(
      expect.arrayContaining(['create', 'getElement', 'update', 'on', 'submit']),
    );
    for (const name of [
      'mount',
      'unmount',
      'destroy',
      'update',
      'focus',
      'blur',
      'clear',
      'on',
      'once',
      'off',
    ]) {
      expect(Object.keys(card)).toContain(name);
    }
    const { getElement } = elements;
    const { clear, on, destroy } = card;
    clear();
    on('change', () => {});
    expect(getElement('card')).toBe(card);
    destroy();
    expect(getElement('card')).toBeNull();
  });

  test('Vue leaves the objects as they are', () => {
    const payframe = makePayframe();
    const elements = payframe.elements();
    for (const object of [payframe, elements, elements.create('card')])
      expect(object).toHaveProperty('__v_skip', true);
  });

  test.each<[string, unknown]>([
    ['no options', undefined],
    ['null', null],
    [
      'unknown and undefined ones',
      { betas: ['x'], developerTools: { assistant: { enabled: false } }, x: undefined },
    ],
  ])('a group is made with %s', (_, options) => {
    expect(
      makePayframe()
        .elements(options as ElementsOptions)
        .create('card', undefined),
    ).toBeTypeOf('object');
  });

  test('the key is nowhere on the objects that a page holds [K9]', async () => {
    const { payframe, elements, card } = await makeShop();
    for (const object of [payframe, elements, card]) {
      const seen = Object.entries(object).flatMap(([name, value]) => [
        name,
        String(value),
        JSON.stringify(value) ?? '',
      ]);
      expect(seen.join()).not.toContain(publishable);
    }
    expect(document.documentElement.outerHTML).not.toContain(publishable);
  });

  test('two Payframe objects with two keys live side by side', async () => {
    const log = vi.spyOn(console, 'warn');
    const one = await makeShop();
    one.container.id = 'first';
    const two = await makeShop();
    two.frame.answer = () => ({ value: { id: 'second' } });
    expect(await one.payframe.createToken(one.card)).toEqual({ token: { id: 'pm_1' } });
    expect(await two.payframe.createToken(two.card)).toEqual({ token: { id: 'second' } });
    await expect(one.payframe.createToken(two.card)).rejects.toMatchObject({ code: 'element_not_mounted' });
    expect(log).not.toHaveBeenCalled();
  });
});
