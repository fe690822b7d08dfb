import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, cards, type PageOptions, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { screenshot } from './screens.js';
import { FIELDS, openSplit, type SplitCheckout } from './split-fields.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const texts = (tag: string) =>
  JSON.parse(readFileSync(`src/frame/language/locales/${tag}.json`, 'utf8')) as Record<string, string>;

const LOCALES = /\/locales-[0-9a-f]+\/([\w-]+)\.json$/;

/** Locales whose texts the page's frames asked for. */
const asked = ({ requests }: Checkout) => requests.flatMap(({ url }) => LOCALES.exec(url)?.[1] ?? []);

/** Opens four fields in a language, and waits until they speak it. */
async function open(locale: string, spoken = locale, more: PageOptions = {}): Promise<SplitCheckout> {
  const checkout = await openSplit(shop, { group: { locale }, ...more });
  for (const field of FIELDS)
    await expect
      .poll(() => checkout.frameOf(field).evaluate(() => document.documentElement.lang))
      .toBe(spoken);
  return checkout;
}

const placeholder = (checkout: SplitCheckout, field: (typeof FIELDS)[number]) =>
  checkout.input(field).getAttribute('placeholder');

describe('everything is said in the language that the page asks for', () => {
  for (const [rows, options] of shares(['de', 'fr-CA', 'ja', 'ar', 'zh-TW'], 5))
    test.for(rows)('%s', options, async (locale) => {
      const said = { ...texts(locale.split('-')[0] as string), ...texts(locale) };
      const checkout = await open(locale);
      const title = (field: string) => checkout.page.locator(`#${field} iframe`).getAttribute('title');
      for (const field of FIELDS) await expect.poll(() => title(field)).toBe(said[`title_${field}`]);
      expect(await placeholder(checkout, 'cardNumber')).toBe(said.placeholder_number);
      expect(await placeholder(checkout, 'cardExpiry')).toBe(said.placeholder_expiry);
      expect(await placeholder(checkout, 'cardCvc')).toBe(said.placeholder_cvc);
      expect(await placeholder(checkout, 'postalCode')).toBe(said.placeholder_postalCode);
      const name = said.label_number as string;
      expect(await checkout.frameOf('cardNumber').getByRole('textbox', { name }).count()).toBe(1);

      await clickInto(checkout.input('cardNumber'));
      await checkout.page.keyboard.type('4242424242424241');
      await checkout.fieldChange('cardNumber', {
        error: { type: 'validation_error', code: 'invalid_number', message: said.invalid_number },
      });
      expect(await checkout.frameOf('cardNumber').locator('#error').textContent()).toBe(said.invalid_number);
      const { error } = await checkout.payWith('cardCvc');
      expect(error?.message).toBe(said.invalid_number);
      expect(new Set(asked(checkout))).toEqual(new Set([locale]));
      await screenshot(checkout.page, `language-${locale}`);
    });

  test('or of the browser, by auto and without a word', async () => {
    for (const group of [{}, { locale: 'auto' }]) {
      const checkout = await openSplit(shop, { group, only: ['cardNumber'], context: { locale: 'pt-BR' } });
      await expect.poll(() => placeholder(checkout, 'cardNumber')).toBe(texts('pt-BR').placeholder_number);
      await checkout.page.context().close();
    }
  });

  test('and the option of the group goes over that of the Payframe object', async () => {
    const checkout = await openSplit(shop, {
      group: { locale: 'it' },
      only: ['cardNumber'],
      context: { locale: 'de-AT' },
    });
    await expect.poll(() => placeholder(checkout, 'cardNumber')).toBe(texts('it').placeholder_number);
  });

  test('in a card as in its fields', async () => {
    const checkout = await shop.open({ context: { locale: 'de-DE' } });
    await expect
      .poll(() => checkout.page.locator('iframe').getAttribute('title'))
      .toBe(texts('de').title_card);
    await screenshot(checkout.page, 'language-card-de');
    expect(checkout.console).toEqual([]);
  });
});

describe('English', () => {
  const english = [
    ['en', 'en-US'],
    ['auto', 'en-US'],
    ['en-US', 'de-DE'],
  ] as const;
  for (const [rows, options] of shares(english, 3))
    test.for(rows)(
      'is there without a request: locale %s in a browser of %s',
      options,
      async ([locale, browser]) => {
        const checkout = await openSplit(shop, { group: { locale }, context: { locale: browser } });
        await checkout.typeFields();
        expect(await placeholder(checkout, 'cardNumber')).toBe('Card number');
        expect(asked(checkout)).toEqual([]);
        expect(checkout.requests.filter(({ url }) => url.includes('languages'))).toEqual([]);
      },
    );

  for (const [rows, options] of shares(['xx', 'tlh', 'not a locale', '../../../etc', ''], 5))
    test.for(rows)('is for an unknown locale: "%s"', options, async (locale) => {
      const checkout = await openSplit(shop, { group: { locale }, only: ['cardNumber'] });
      await expect.poll(() => placeholderSeen(checkout)).toBe('1 Card number');
      expect(asked(checkout)).toEqual([]);
      expect(checkout.console).toEqual([]);
    });

  for (const [rows, options] of shares(['never comes', 'fails', 'is no JSON', 'cannot even be asked for'], 4))
    test.for(rows)('stays where the answer %s', options, async (fault) => {
      const checkout = await openSplit(shop, { only: [] });
      const context = checkout.page.context();
      if (fault === 'cannot even be asked for')
        await context.route('**/languages-*.js', (route) => route.abort());
      await context.route(LOCALES, (route) => {
        if (fault === 'never comes') return;
        return fault === 'fails' ? route.abort() : route.fulfill({ body: '<!doctype html>' });
      });
      await checkout.page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const number = window.payframe.elements({ locale: 'fr' }).create('cardNumber');
            number.on('ready', () => resolve());
            number.on('change', (event) => {
              window.seen.push({ type: 'change', ...JSON.parse(JSON.stringify(event)) });
            });
            number.mount('#cardNumber');
          }),
      );
      await clickInto(checkout.input('cardNumber'));
      await checkout.page.keyboard.type('4242424242424241');
      await checkout.fieldChange('cardNumber', {
        error: { type: 'validation_error', code: 'invalid_number', message: 'Your card number is invalid.' },
      });
      await expect.poll(() => placeholderSeen(checkout), { timeout: 6_000 }).toBe('1 Card number');
    });
});

describe('a change of language while the page is open', THOROUGH, () => {
  test('keeps what was typed, the caret and the focus, and tells the page what is wrong anew', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.press('Backspace');
    await checkout.page.keyboard.type('1');
    await checkout.fieldChange('cardNumber', { complete: false });
    await checkout.page.evaluate(() => window.elements.update({ locale: 'he' }));
    await checkout.fieldChange('cardNumber', {
      error: { type: 'validation_error', code: 'invalid_number', message: texts('he').invalid_number },
    });
    expect(await checkout.input('cardNumber').inputValue()).toBe('4242 4242 4242 4241');
    await checkout.page.keyboard.press('Backspace');
    await checkout.page.keyboard.type('2');
    await checkout.fieldChange('cardNumber', { complete: true });
    expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('ends in the one that was asked for last, however the answers come', async () => {
    const checkout = await openSplit(shop, { only: ['cardNumber'] });
    const late: (() => Promise<void>)[] = [];
    await checkout.page.context().route(LOCALES, (route) => {
      if (route.request().url().includes('/fr.')) late.push(() => route.continue());
      else return route.continue();
    });
    await checkout.page.evaluate(() => void window.elements.update({ locale: 'fr' }));
    await expect.poll(() => late.length).toBe(1);
    await checkout.page.evaluate(() => void window.elements.update({ locale: 'de' }));
    await expect.poll(() => placeholder(checkout, 'cardNumber')).toBe(texts('de').placeholder_number);
    const answered = checkout.page.waitForResponse(/\/fr\.json/);
    await late[0]?.();
    await (await answered).finished();
    await checkout.page.evaluate(() => void window.elements.update({ locale: 'en' }));
    await expect.poll(() => placeholder(checkout, 'cardNumber')).toBe('Card number');
    await checkout.page.evaluate(() => void window.elements.update({ locale: 'de' }));
    await expect.poll(() => placeholder(checkout, 'cardNumber')).toBe(texts('de').placeholder_number);
  });
});

describe('from right to left', () => {
  for (const [rows, options] of shares(['ar', 'he'], 2))
    test.for(rows)('%s mirrors the card, and its digits run from left to right', options, async (locale) => {
      const checkout = await shop.open({ context: { locale } });
      const frame = checkout.frame();
      await expect.poll(() => frame.evaluate(() => document.dir)).toBe('rtl');
      const input = (id: string) => frame.locator(`#${id}`);
      await clickInto(input('number'));
      await checkout.page.keyboard.type(`${cards.visa}124012394110`);
      await checkout.change({ complete: true });
      expect(await input('number').inputValue()).toBe('4242 4242 4242 4242');
      const looks = await frame.evaluate(() =>
        ['number', 'expiry', 'cvc', 'postal-code'].map((id) => {
          const node = document.getElementById(id) as HTMLElement;
          return [Math.round(node.getBoundingClientRect().left), getComputedStyle(node).direction] as const;
        }),
      );
      const lefts = looks.map(([left]) => left);
      expect(lefts).toEqual([...lefts].sort((one, other) => other - one));
      expect(looks.slice(0, 3).map(([, direction]) => direction)).toEqual(['ltr', 'ltr', 'ltr']);
      await screenshot(checkout.page, `language-card-${locale}`);
    });

  test('Arabic and Persian digits are the digits that they are', async () => {
    const checkout = await open('ar');
    await checkout.input('cardNumber').click();
    await checkout.page.keyboard.insertText([...'٤٢٤٢'].join('').repeat(4));
    await checkout.input('cardExpiry').click();
    await checkout.page.keyboard.insertText('۱۲۴۰');
    await checkout.input('cardCvc').click();
    await checkout.page.keyboard.insertText('١٢٣');
    await checkout.input('postalCode').click();
    await checkout.page.keyboard.insertText('11564');
    expect((await checkout.payWith('cardNumber')).paymentMethod?.card).toMatchObject({ last4: '4242' });
    await screenshot(checkout.page, 'language-split-ar');
  });
});

/** The placeholder of the number, and how much of it can be seen. */
const placeholderSeen = (checkout: SplitCheckout) =>
  checkout
    .input('cardNumber')
    .evaluate(
      (input) =>
        `${getComputedStyle(input, '::placeholder').opacity} ${(input as HTMLInputElement).placeholder}`,
    );
