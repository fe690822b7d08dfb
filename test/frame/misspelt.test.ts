import { expect, test } from 'vitest';
import { nameAdvice } from '../../src/contract/name-advice.js';
import { tellMisspelt } from '../../src/frame/runtime/misspelt.js';
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
