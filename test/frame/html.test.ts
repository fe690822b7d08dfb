// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (name: string) =>
  new DOMParser().parseFromString(readFileSync(`src/frame/${name}`, 'utf8'), 'text/html');
const card = read('elements/card/card.html');
const field = (id: string) => card.getElementById(id) as HTMLInputElement;

describe('the fields', () => {
  test.each([
    ['number', 'cc-number', 'numeric'],
    ['expiry', 'cc-exp', 'numeric'],
    ['cvc', 'cc-csc', 'numeric'],
    ['postal-code', 'postal-code', null],
  ])('%s can be filled by browsers and typed on phones', (id, autocomplete, inputmode) => {
    const input = field(id);
    expect(input.tagName).toBe('INPUT');
    expect(input.getAttribute('autocomplete')).toBe(autocomplete);
    expect(input.getAttribute('inputmode')).toBe(inputmode);
    expect(input.getAttribute('spellcheck')).toBe('false');
    expect(input.getAttribute('autocorrect')).toBe('off');
    expect(input.name).not.toBe('');
  });

  test.each(['number', 'expiry', 'cvc', 'postal-code'])('%s has a label and tells its error', (id) => {
    const labels = card.querySelectorAll(`label[for="${id}"]`);
    expect(labels).toHaveLength(1);
    expect(labels[0]?.textContent?.trim()).not.toBe('');
    const described = field(id).getAttribute('aria-describedby') ?? '';
    expect(card.getElementById(described)).toBe(field(id).nextElementSibling);
    expect(card.querySelectorAll('[aria-live=polite]')).toHaveLength(1);
  });

  test('limit nothing by themselves, since what they take is decided by rules: no pattern, no maxlength, no type', () => {
    for (const input of card.querySelectorAll('input')) {
      for (const name of ['pattern', 'maxlength', 'required', 'type', 'value', 'readonly']) {
        expect(input.hasAttribute(name), `${input.id} ${name}`).toBe(false);
      }
    }
  });

  test('stand in the order of a card, in one form that a browser does not validate and cannot send anywhere', () => {
    expect([...card.querySelectorAll('input')].map(({ id }) => id)).toEqual([
      'number',
      'expiry',
      'cvc',
      'postal-code',
    ]);
    expect(card.querySelectorAll('form')).toHaveLength(1);
    const form = card.querySelector('form');
    expect(form?.noValidate).toBe(true);
    expect(form?.hasAttribute('action')).toBe(false);
    expect(card.querySelector('button, [type="submit"]')).toBeNull();
  });
});

describe.each(['elements/card/card.html', 'agent/agent.html'])('%s', (name) => {
  const page = read(name);
  const elements = [...page.querySelectorAll('*')];

  test('has no script or style of its own in it: the build puts the hashed files there', () => {
    for (const element of page.querySelectorAll('script, style')) expect(element.textContent).toBe('');
    for (const { attributes } of elements) {
      for (const attribute of attributes) {
        expect(attribute.name).not.toMatch(/^on|^style$/);
        expect(attribute.value).not.toMatch(/javascript:/i);
      }
    }
  });

  test('asks for nothing from anywhere', () => {
    for (const { attributes } of elements) {
      for (const { name: attribute, value } of attributes) {
        if (['src', 'href', 'xlink:href', 'data', 'poster', 'action'].includes(attribute))
          expect(value).toMatch(/^#/);
      }
    }
    expect(page.querySelector('iframe, object, embed, link, base, meta[http-equiv]')).toBeNull();
  });

  test('says its language, its characters and its title', () => {
    expect(page.documentElement.lang).not.toBe('');
    expect(page.characterSet).toBe('UTF-8');
    expect(page.title).not.toBe('');
  });
});

test('there is an icon for each brand that a change event can name', () => {
  for (const brand of [
    'visa',
    'mastercard',
    'amex',
    'discover',
    'diners',
    'jcb',
    'unionpay',
    'unknown',
    'error',
    'cvc',
  ]) {
    expect(card.getElementById(`${brand}-icon`), brand).not.toBeNull();
  }
});

test('no id is given twice', () => {
  const ids = [...card.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
