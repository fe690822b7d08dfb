// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { adoptProperties, reflectProperties } from '../../src/element/properties.js';

type Properties = Record<string, unknown>;

function makeElement() {
  const element = document.createElement('div');
  const prototype = Object.create(HTMLDivElement.prototype) as HTMLDivElement;
  reflectProperties(prototype);
  return Object.setPrototypeOf(element, prototype) as HTMLElement & Properties;
}

test.each([
  ['publishableKey', 'publishable-key', 'pk_test_1', 'pk_test_1', ''],
  ['host', 'host', 'https://pay.example', 'https://pay.example', ''],
  ['integrity', 'integrity', 'sha384-a', 'sha384-a', ''],
  ['loadErrorText', 'load-error-text', 'Fehler', 'Fehler', ''],
  ['retryText', 'retry-text', 'Noch einmal', 'Noch einmal', ''],
  ['name', 'name', 'payment_method', 'payment_method', ''],
  ['disabled', 'disabled', true, '', false],
  ['autoAdvance', 'auto-advance', true, '', false],
  ['options', 'options', { hideIcon: true }, '{"hideIcon":true}', null],
  ['appearance', 'appearance', { theme: 'night' }, '{"theme":"night"}', null],
  ['fonts', 'fonts', [{ cssSrc: '/fonts.css' }], '[{"cssSrc":"/fonts.css"}]', null],
])('the property %s is the attribute %s', (property, attribute, value, text, none) => {
  const element = makeElement();
  expect(element[property]).toEqual(none);
  element[property] = value;
  expect(element.getAttribute(attribute)).toBe(text);
  expect(element[property]).toEqual(value);
  element[property] = undefined;
  expect(element.hasAttribute(attribute)).toBe(false);
  element.setAttribute(attribute, text);
  expect(element[property]).toEqual(value);
});

test('data may be set as the text that the attribute would have', () => {
  const element = makeElement();
  element.options = '{"hideIcon":true}';
  expect(element.options).toEqual({ hideIcon: true });
  element.setAttribute('options', '{');
  expect(() => element.options).toThrow('The attribute options must hold JSON.');
});

test('what was set before the class was there is taken over, and live from then on', () => {
  const element = makeElement();
  const early = { publishableKey: 'pk_test_1', options: { hideIcon: true }, title: 'Mine' };
  for (const [name, value] of Object.entries(early))
    Object.defineProperty(element, name, { value, configurable: true, enumerable: true, writable: true });
  expect(element.hasAttribute('options')).toBe(false);
  adoptProperties(element);
  expect(element.getAttribute('publishable-key')).toBe('pk_test_1');
  expect(Object.keys(element)).toEqual(['title']);
  element.options = null;
  expect(element.hasAttribute('options')).toBe(false);
});
