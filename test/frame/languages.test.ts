// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../eventually.js';

/** Answers of the host, by locale: each waits until it is let go. */
let answers: Record<string, (body?: unknown) => void>;
let asked: string[];

beforeEach(() => {
  vi.resetModules();
  answers = {};
  asked = [];
  vi.stubGlobal('fetch', (url: string) => {
    const locale = /\/frame\/v1\/locales-test\/([\w-]+)\.json$/.exec(url)?.[1] ?? url;
    asked.push(locale);
    return new Promise((resolve, reject) => {
      answers[locale] = (body) =>
        body ? resolve({ json: async () => body }) : reject(new TypeError('Failed'));
    });
  });
});

/** Answers each try for a locale, once it is there. */
async function answer(locale: string, ...bodies: unknown[]) {
  const before = asked.length;
  for (const [index, body] of bodies.entries()) {
    await eventually(() => expect(asked.length).toBe(before + index));
    answers[locale]?.(body);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
  document.documentElement.dir = '';
});

/** Fresh each time, as a document that has just loaded. */
async function load() {
  const [{ speak }, { text, learn }] = await Promise.all([
    import('../../src/frame/language/languages.js'),
    import('../../src/frame/language/texts.js'),
  ]);
  return { speak, text, learn };
}

const de = { invalid_number: 'Die Kartennummer ist ungültig.' };
const ar = { invalid_number: 'رقم البطاقة غير صالح.' };

describe('a language', () => {
  test('is spoken once its texts are there, and English until then', async () => {
    const { speak, text } = await load();
    const spoken = speak('de-AT');
    expect(text('invalid_number')).toBe('Your card number is invalid.');
    answers.de?.(de);
    expect(await spoken).toBe(true);
    expect(text('invalid_number')).toBe(de.invalid_number);
    expect(document.documentElement).toMatchObject({ lang: 'de', dir: 'ltr' });
  });

  test('from right to left turns the document', async () => {
    const { speak } = await load();
    const spoken = speak('ar');
    answers.ar?.(ar);
    await spoken;
    expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' });
  });

  test('is asked for once, and is no change the second time', async () => {
    const { speak } = await load();
    const first = speak('de');
    const second = speak('de-DE');
    answers.de?.(de);
    expect(await Promise.all([first, second])).toEqual([true, false]);
    expect(asked).toEqual(['de']);
  });

  test('is the one that was asked for last, however the answers come', async () => {
    const { speak, text } = await load();
    const both = [speak('de'), speak('ar')];
    answers.ar?.(ar);
    answers.de?.(de);
    expect(await Promise.all(both)).toEqual([false, true]);
    expect(text('invalid_number')).toBe(ar.invalid_number);
    expect(document.documentElement.lang).toBe('ar');
  });

  test('that is English from the start asks for nothing', async () => {
    const { speak } = await load();
    expect(await speak('en')).toBe(false);
    expect(await speak('xx')).toBe(false);
    expect(asked).toEqual([]);
  });

  test.for([undefined, [], 'text'])('stays English where the answer is none: %s', async (body) => {
    const { speak, text } = await load();
    const spoken = speak('de');
    await answer('de', body, body);
    expect(await spoken).toBe(false);
    expect(text('invalid_number')).toBe('Your card number is invalid.');
    expect(document.documentElement.lang).toBe('en');
  });

  test('that fails is asked for once more, and then again with the next call', async () => {
    const { speak, text } = await load();
    const once = speak('de');
    await answer('de', undefined, de);
    expect(await once).toBe(true);
    expect(text('invalid_number')).toBe(de.invalid_number);

    const failed = speak('ar');
    await answer('ar', undefined, undefined);
    expect(await failed).toBe(false);
    expect(document.documentElement).toMatchObject({ lang: 'de', dir: 'ltr' });
    // What is spoken is no failure: there is nothing to ask for.
    expect(await speak('de')).toBe(false);
    const again = speak('ar');
    await answer('ar', ar);
    expect(await again).toBe(true);
    expect(asked).toEqual(['de', 'de', 'ar', 'ar', 'ar']);
  });

  test('that fails is not asked for anew once another is wanted', async () => {
    const { speak } = await load();
    const failed = speak('de');
    answers.de?.();
    const spoken = speak('ar');
    answers.ar?.(ar);
    expect(await Promise.all([failed, spoken])).toEqual([false, true]);
    expect(await speak('ar')).toBe(false);
    expect(asked).toEqual(['de', 'ar']);
  });
});

describe('a text', () => {
  test('that a language lacks is in English, and one that nobody has is empty', async () => {
    const { speak, text } = await load();
    expect(text('label_iban')).toBe('');
    const spoken = speak('de');
    answers.de?.(de);
    await spoken;
    expect(text('incomplete_cvc')).toBe("Your card's security code is incomplete.");
  });

  test('that a later part brings does not go over the language that is spoken', async () => {
    const { speak, text, learn } = await load();
    const spoken = speak('de');
    answers.de?.({ ...de, label_network: 'Kartenmarke' });
    await spoken;
    learn({ label_network: 'Card brand', label_iban: 'IBAN' });
    expect([text('label_network'), text('label_iban')]).toEqual(['Kartenmarke', 'IBAN']);
  });
});
