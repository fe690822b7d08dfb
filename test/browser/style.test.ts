import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Appearance, CardElementOptions, ElementsOptions } from '../../src/page/index.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, cards, type PageOptions, startCheckouts } from './checkout.js';
import { findChromium } from './chromium-binary.js';
import { clickInto } from './click-into.js';
import { CARD_ONLY, newIntent, openForm } from './payment-form.js';
import { colours } from './pixels.js';
import { screenshot } from './screens.js';

const PAID = { mode: 'payment', amount: 1099, currency: 'eur', allowedPaymentMethodTypes: ['card'] } as const;

let shop: Checkouts;
let font: Buffer;

beforeAll(async () => {
  shop = await startCheckouts();
  const { env } = await findChromium();
  font = await readFile(join(`${env.XDG_DATA_HOME}`, 'fonts/fonts/Open_Sans/OpenSans-Bold.ttf'));
  serveFont('/font.ttf', font);
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

function serveFont(path: string, body: Buffer | string) {
  shop.answers[path] = { headers: { 'content-type': 'font/ttf' }, body };
}

/** A page with a card in a group with such options. */
async function open(
  group: ElementsOptions,
  card: CardElementOptions = {},
  page: PageOptions = {},
): Promise<Checkout> {
  const checkout = await shop.open({ ...page, mount: false });
  await mountCard(checkout, group, card);
  return checkout;
}

async function mountCard(checkout: Checkout, group: ElementsOptions, card: CardElementOptions = {}) {
  await checkout.page.evaluate(
    ([key, groupOptions, cardOptions]) => {
      window.payframe = window.Payframe(key);
      window.elements = window.payframe.elements(groupOptions);
      window.card = window.elements.create('card', cardOptions);
      window.seen = [];
      for (const type of ['ready', 'change', 'loaderror'] as const)
        window.card.on(type, (event) => window.seen.push(JSON.parse(JSON.stringify({ ...event, type }))));
      window.card.mount('#card');
    },
    [shop.sandbox.publishableKey, group, card] as const,
  );
  await checkout.event('ready');
}

const updateGroup = (checkout: Checkout, options: ElementsOptions) =>
  checkout.page.evaluate(async (changed) => window.elements.update(changed), options);

/** What an element in the frame looks like. */
const looks = (frame: Frame, selector: string, property: string, pseudo?: string) =>
  frame.$eval(selector, (node, [name, of]) => getComputedStyle(node, of).getPropertyValue(`${name}`), [
    property,
    pseudo,
  ] as const);

/** What the frame's document asked for, beyond itself and its scripts. */
const stray = (checkout: Checkout) =>
  checkout.requests.filter(
    ({ url }) => !/\/(checkout-\d+|looks\.css|favicon\.ico)$|\.js$|card\.html$/.test(url),
  );

test('a number that lacks its unit is told so, and one that is wrong with any is told as it is', async () => {
  const base = { fontSize: 16, letterSpacing: 2, padding: 4, fontWeight: 5000, lineHeight: 1.5 };
  const checkout = await open({}, { style: { base } } as unknown as CardElementOptions);
  await expect
    .poll(() => checkout.console.map((line) => line.split('\n').slice(1).sort()))
    .toEqual([
      [
        'style.base.fontSize: needs a unit, such as 16px',
        'style.base.fontWeight: not allowed: 5000',
        'style.base.letterSpacing: needs a unit, such as 2px',
        'style.base.padding: needs a unit, such as 4px',
      ],
    ]);
});

describe('a hostile style', () => {
  const values = [
    'url(https://evil.example/1)',
    'url("//evil.example/2")',
    'image-set("//evil.example/3" 1x)',
    '-webkit-image-set(url(//evil.example/4) 1x)',
    '-webkit-cross-fade(url(//evil.example/5), url(//evil.example/5), 50%)',
    '\\75 rl(//evil.example/6)',
    'u/**/rl(//evil.example/7)',
    'src("//evil.example/8")',
    'element(#card)',
    'red; background: url(//evil.example/9)',
    'red} body { background: url(//evil.example/10) }',
    '</style><img src=//evil.example/11>',
    '@import "//evil.example/12"',
    'expression(alert(1))',
    'red !important',
    'var(--colorText)',
    'env(safe-area-inset-top)',
    'attr(value)',
  ];
  const properties = [
    'backgroundColor',
    'color',
    'fontFamily',
    'iconColor',
    'padding',
    'textShadow',
    'fontSize',
  ];
  const others = {
    backgroundImage: 'url(//evil.example/a)',
    cursor: 'url(//evil.example/b), auto',
    listStyleImage: 'url(//evil.example/c)',
    maskImage: 'url(//evil.example/d)',
    filter: 'url(//evil.example/e)',
    content: 'url(//evil.example/f)',
    src: 'url(//evil.example/g)',
  };
  const selectors = {
    'input[value^="4"]': others,
    '::before': others,
    ':has(a)': others,
    '@media all': others,
  };

  for (const [rows, options] of shares(values, values.length))
    test.each(rows)(
      'fetches nothing and changes nothing, whatever is typed, and is told of once: %s [Y1]',
      options,
      async (value) => {
        const all = Object.fromEntries(properties.map((name) => [name, value]));
        const style = { base: { ...all, ...others, ...selectors, ':focus': { ...all, ...others } } };
        const checkout = await open({}, { style } as CardElementOptions);
        await checkout.typeCard();
        expect(stray(checkout)).toEqual([]);
        expect(checkout.console.length).toBe(1);
        expect(checkout.console[0]).toContain('Payframe left out what it cannot use');
        expect(await looks(checkout.frame(), 'input', 'color')).toBe('rgb(26, 26, 26)');
        expect(await looks(checkout.frame(), 'body', 'background-image')).toBe('none');
      },
    );

  test('in an appearance fetches nothing either', async () => {
    const [first] = values;
    const variables = Object.fromEntries(
      ['colorText', 'colorBackground', 'fontFamily', 'inputBoxShadow', 'spacingUnit'].map((name) => [
        name,
        first,
      ]),
    );
    const rules = {
      '.Input': {
        backgroundColor: 'var(--evil)',
        backgroundImage: `${first}`,
        boxShadow: 'image-set("//evil.example/3" 1x)',
      },
      '.Input[value^="4"]': { backgroundColor: 'red' },
      '.Input::after': { content: `${first}` },
    };
    const appearance = { variables: { ...variables, evil: `${first}` }, rules } as Appearance;
    const checkout = await open({ appearance });
    await checkout.typeCard();
    expect(stray(checkout)).toEqual([]);
    expect(checkout.console.length).toBe(1);
    expect(await looks(checkout.frame(), '#number', 'background-color')).toBe('rgb(255, 255, 255)');
  });

  test('cannot hide or turn what is typed [Y7]', async () => {
    const base = {
      color: 'transparent',
      fontSize: '0',
      letterSpacing: '-99px',
      lineHeight: '0',
      opacity: '0',
      textIndent: '-9999px',
      direction: 'rtl',
      unicodeBidi: 'bidi-override',
      padding: '0 0 0 9999px',
    };
    const checkout = await open({}, { style: { base } } as CardElementOptions);
    const look = (name: string) => looks(checkout.frame(), '#number', name);
    expect(await look('color')).toBe('rgb(26, 26, 26)');
    expect(await look('font-size')).toBe('8px');
    expect(Number.parseFloat(await look('letter-spacing'))).toBeGreaterThanOrEqual(-1);
    expect(await look('direction')).toBe('ltr');
    expect(await look('text-indent')).toBe('0px');
    expect(await looks(checkout.frame(), '#card', 'padding-left')).toBe('0px');
  });

  const faint = [
    'transparent',
    'TRANSPARENT',
    '#0000',
    '#11111133',
    'rgba(0, 0, 0, 0)',
    'rgb(0 0 0 / 5%)',
    'rgb(0 0 0 / none)',
    'hsla(0, 0%, 0%, 0.01)',
    'oklch(50% 0.1 20 / 0.05)',
    'rgb(from red r g b / 0)',
    'rgb(from transparent r g b)',
    'rgb(0 0 0 / calc(0))',
    'rgb(0 0 0 / 1e-9)',
    'light-dark(transparent, #111)',
    'color-mix(in srgb, transparent 95%, red)',
    'color-mix(in srgb, red 1%, blue 1%)',
  ];

  test('cannot make it faint, however that is written', async () => {
    const checkout = await open({}, { style: { base: { color: 'rgb(1, 2, 3)' } } });
    for (const [index, color] of faint.entries()) {
      const base = { color, letterSpacing: `0.${10 + index}em` };
      await checkout.page.evaluate((changed) => window.card.update({ style: { base: changed } }), base);
      const spacing = `${Math.round(16 * (10 + index)) / 100}px`;
      await expect.poll(() => looks(checkout.frame(), '#number', 'letter-spacing')).toBe(spacing);
      expect(await looks(checkout.frame(), '#number', 'color'), color).toBe('rgb(26, 26, 26)');
    }
    expect(checkout.console.length).toBe(faint.length);
  });

  test('of ten thousand keys and a megabyte keeps the field in use', THOROUGH, async () => {
    const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, 'red']));
    const base = { ...keys, color: 'x'.repeat(1_000_000) };
    const checkout = await open({}, { style: { base } } as CardElementOptions);
    await checkout.typeCard();
    expect(checkout.console.join('').length).toBeLessThan(3_000);
  });
});

describe('a style', () => {
  test('that is all right is not spoken of, and applies in each state', async () => {
    const style = {
      base: {
        color: 'rgb(1, 2, 3)',
        fontFamily: '"Helvetica Neue", Arial, sans-serif',
        fontSize: '18px',
        fontSmoothing: 'antialiased',
        fontVariant: 'tabular-nums',
        fontWeight: 500,
        iconColor: 'rgb(4, 5, 6)',
        letterSpacing: '0.025em',
        lineHeight: '1.5',
        padding: '2px 4px',
        textAlign: 'start',
        textDecoration: 'none',
        textShadow: '0 1px 1px rgb(0 0 0 / 10%)',
        textTransform: 'uppercase',
        '::placeholder': { color: 'rgb(100, 100, 100)' },
        '::selection': { backgroundColor: 'yellow' },
        ':focus': { color: 'rgb(7, 8, 9)' },
        ':hover': { color: 'rgb(1, 2, 3)' },
        ':-webkit-autofill': { color: 'rgb(1, 2, 3)' },
        ':disabled': { color: 'rgb(90, 90, 90)' },
        '::-ms-clear': { display: 'none' },
      },
      invalid: { color: 'rgb(200, 0, 0)', iconColor: 'rgb(201, 0, 0)' },
    };
    const checkout = await open({}, { style } as CardElementOptions);
    const frame = checkout.frame();
    expect(await looks(frame, '#number', 'color')).toBe('rgb(1, 2, 3)');
    expect(await looks(frame, '#number', 'font-size')).toBe('18px');
    expect(await looks(frame, '#icon', 'fill')).toBe('rgb(4, 5, 6)');
    expect(await looks(frame, '#number', 'color', '::placeholder')).toBe('rgb(100, 100, 100)');
    await clickInto(checkout.number);
    expect(await looks(frame, '#number', 'color')).toBe('rgb(7, 8, 9)');
    await checkout.page.keyboard.type('4242424242424241');
    await clickInto(checkout.expiry);
    expect(await looks(frame, '#number', 'color')).toBe('rgb(200, 0, 0)');
    expect(await looks(frame, '#icon', 'fill')).toBe('rgb(201, 0, 0)');
    expect(checkout.console).toEqual([]);
  });

  test('and an appearance change under what is typed: the text, the caret and the focus stay', async () => {
    const checkout = await open({});
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('424242');
    await checkout.page.keyboard.press('ArrowLeft');
    await checkout.page.keyboard.press('ArrowLeft');
    const caret = () =>
      checkout.number.evaluate((input: HTMLInputElement) => [
        input.value,
        input.selectionStart,
        document.activeElement === input,
      ]);
    const before = await caret();
    await checkout.page.evaluate(() => window.card.update({ style: { base: { color: 'rgb(1, 2, 3)' } } }));
    await expect.poll(() => looks(checkout.frame(), '#number', 'color')).toBe('rgb(1, 2, 3)');
    expect(await caret()).toEqual(before);
    for (const appearance of [{}, { theme: 'night' }, { labels: 'floating' }, null]) {
      await updateGroup(checkout, { appearance } as ElementsOptions);
      const border = appearance ? '1px' : '0px';
      await expect.poll(() => looks(checkout.frame(), '#number', 'border-top-width')).toBe(border);
      expect(await caret()).toEqual(before);
    }
    await checkout.page.keyboard.type('9');
    expect(await checkout.number.inputValue()).toBe('4242 942');
    expect(checkout.console).toEqual([]);
  });
});

/** Shows the card in a theme, with something right, something wrong and the focus in it. */
async function filled(appearance: Appearance, page: PageOptions = {}) {
  const checkout = await open({ appearance }, {}, page);
  await clickInto(checkout.number);
  await checkout.page.keyboard.type('4242424242424241');
  await clickInto(checkout.expiry);
  await checkout.page.keyboard.type(`1240`);
  await checkout.page.waitForTimeout(200);
  return checkout;
}

const BARE = '<form id="checkout"><div id="card"></div></form>';
const scheme = (value: string, background = '') =>
  `<style>:root { color-scheme: ${value}; ${background && `background: ${background}`} } #card { border: 0 !important; padding: 0 !important }</style>`;

describe('an appearance', () => {
  const shown: [string, Appearance, PageOptions][] = [
    ['stripe', {}, { body: BARE, head: scheme('light') }],
    ['night', { theme: 'night' }, { body: BARE, head: scheme('dark', '#111') }],
    ['flat', { theme: 'flat' }, { body: BARE, head: scheme('light') }],
    ['none', { theme: 'none' }, { body: BARE, head: scheme('light') }],
    ['floating', { labels: 'floating' }, { body: BARE, head: scheme('light') }],
    ['condensed', { inputs: 'condensed', labels: 'floating' }, { body: BARE, head: scheme('light') }],
    ['320', {}, { body: BARE, head: scheme('light'), context: { viewport: { width: 320, height: 500 } } }],
    [
      'zoomed',
      {},
      {
        body: BARE,
        head: scheme('light'),
        context: { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 },
      },
    ],
    ['forced-colors', { theme: 'flat' }, { body: BARE, context: { forcedColors: 'active' } }],
  ];

  for (const [rows, options] of shares(shown, 12))
    test.for(rows)(
      'as %s shows every field, label and error whole',
      options,
      async ([name, appearance, page]) => {
        const checkout = await filled(appearance, page);
        await screenshot(checkout.page, `appearance-${name}`);
        const frame = checkout.frame();
        // Nothing is cut off at the iframe's edges, and no field is scrolled or hidden.
        const [inner, outer] = await frame.evaluate(() => [
          [
            document.documentElement.scrollWidth,
            document.getElementById('card')?.getBoundingClientRect().height,
          ],
          [innerWidth, innerHeight],
        ]);
        expect(inner?.[0]).toBeLessThanOrEqual(outer?.[0] as number);
        expect(Math.ceil(inner?.[1] as number)).toBe(outer?.[1]);
        for (const id of ['number', 'expiry', 'cvc', 'postal-code'])
          expect(await frame.$eval(`#${id}`, (input) => input.scrollWidth <= input.clientWidth), id).toBe(
            true,
          );
        expect(await frame.$eval('#error', (node) => node.getBoundingClientRect().height)).toBeGreaterThan(
          10,
        );
        expect(await checkout.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
          true,
        );
        expect(checkout.console).toEqual([]);
      },
    );

  for (const [rows, options] of shares(['floating', 'above'] as const, 2))
    test.each(rows)(
      'draws each field of a card in an iframe of its own, labels %s',
      options,
      async (labels) => {
        const checkout = await shop.open({ mount: false, body: '<main></main>', head: scheme('light') });
        await checkout.page.evaluate(
          ([key, appearance]) => {
            const elements = window.Payframe(key).elements({ appearance });
            const mounted = (['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'] as const).map((type) => {
              const node = document.body.appendChild(document.createElement('div'));
              node.style.setProperty('margin', '12px 0');
              const element = elements.create(
                type as 'cardNumber',
                type === 'cardNumber' ? { showIcon: true } : {},
              );
              element.mount(node);
              return new Promise((resolve) => element.on('ready', resolve));
            });
            return Promise.all(mounted);
          },
          [shop.sandbox.publishableKey, { labels }] as const,
        );
        for (const frame of checkout.page.frames().slice(1)) {
          const [field, room] = await frame.evaluate(() => {
            const shown = document.querySelector('.only input') as HTMLInputElement;
            shown.focus();
            const { width, height } = shown.getBoundingClientRect();
            const label = document.querySelector('.only label') as HTMLElement;
            return [[width, height > 40, label.getBoundingClientRect().width > 40], innerWidth];
          });
          expect(field).toEqual([(room as number) - 8, true, true]);
        }
        await checkout.page.waitForTimeout(200);
        await screenshot(checkout.page, `appearance-split-${labels}`);
        expect(checkout.console).toEqual([]);
      },
    );

  test('mirrors in a language that runs from right to left, and leaves the digits', async () => {
    const checkout = await open({ appearance: {}, locale: 'ar' }, {}, { body: BARE, head: scheme('light') });
    const frame = checkout.frame();
    await frame.waitForFunction(() => document.documentElement.lang === 'ar').catch(() => {});
    await frame.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await frame.locator('#number').pressSequentially(cards.visa.slice(0, 9));
    await screenshot(checkout.page, 'appearance-rtl');
    const box = async (selector: string) =>
      (await frame.locator(selector).first().boundingBox()) ?? { x: 0, width: 0 };
    expect((await box('#expiry')).x).toBeGreaterThan((await box('#cvc')).x);
    expect((await box('#icon')).x).toBeLessThan((await box('#number')).x + 60);
    expect(await looks(frame, '#number', 'direction')).toBe('ltr');
    expect(await looks(frame, '#number', 'text-align')).toBe('right');
    // A label that floats stays over the beginning of the text.
    await updateGroup(checkout, { appearance: { labels: 'floating', disableAnimations: true } });
    await expect.poll(() => looks(frame, 'label', 'transform')).not.toBe('none');
    const [label, input] = [await box('label'), await box('#number')];
    expect(input.x + input.width - label.x - label.width).toBeLessThan(20);
  });

  test('moves nothing where motion is not wanted', async () => {
    const still = await open(
      { appearance: { labels: 'floating' } },
      {},
      { context: { reducedMotion: 'reduce' } },
    );
    expect(await looks(still.frame(), 'label', 'transition-duration')).toMatch(/^0s/);
    const moving = await open({ appearance: { labels: 'floating' } });
    expect(await looks(moving.frame(), 'label', 'transition-duration')).not.toMatch(/^0s/);
    await updateGroup(moving, { appearance: { labels: 'floating', disableAnimations: true } });
    await expect.poll(() => looks(moving.frame(), 'label', 'transition-duration')).toMatch(/^0s/);
  });

  test('takes variables, rules and the Element’s style, the later over the earlier', async () => {
    const appearance: Appearance = {
      // Colours that fade in are others for a moment.
      disableAnimations: true,
      variables: { colorText: '#010203', colorPrimary: '#040506', borderRadius: '9px' },
      rules: {
        '.Input': { borderColor: 'var(--colorPrimary)', padding: '20px' },
        '.Input:focus': { boxShadow: '0 0 0 3px rgb(4 5 6 / 50%)' },
        '.Label': { textTransform: 'uppercase' },
      },
    };
    const checkout = await open({ appearance }, { style: { base: { fontSize: '20px' } } });
    const frame = checkout.frame();
    expect(await looks(frame, '#number', 'color')).toBe('rgb(1, 2, 3)');
    expect(await looks(frame, '#number', 'border-top-color')).toBe('rgb(4, 5, 6)');
    expect(await looks(frame, '#number', 'border-top-left-radius')).toBe('9px');
    expect(await looks(frame, '#number', 'padding-top')).toBe('20px');
    expect(await looks(frame, '#number', 'font-size')).toBe('20px');
    expect(await looks(frame, 'label', 'text-transform')).toBe('uppercase');
    expect(checkout.console).toEqual([]);
  });

  test('has labels that focus their own field, and no other on the way', async () => {
    const checkout = await open({ appearance: {} });
    const frame = checkout.frame();
    await frame.evaluate(() => {
      Object.assign(window, { focused: [] });
      document.addEventListener('focusin', ({ target }) =>
        (window as unknown as { focused: string[] }).focused.push((target as Element).id),
      );
    });
    await frame.locator('label[for=cvc]').click();
    await checkout.page.keyboard.type('123');
    expect(await checkout.cvc.inputValue()).toBe('123');
    expect(await frame.evaluate(() => (window as unknown as { focused: string[] }).focused)).toEqual(['cvc']);
  });

  test('that cannot be loaded leaves a bare field that works', async () => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.route('**/appearance-*.js', (route) => route.abort());
    await mountCard(checkout, { appearance: {} });
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('shifts nothing on the page once the field is ready', async () => {
    const checkout = await open({ appearance: {} });
    const shift = () =>
      checkout.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((entries) =>
              resolve(
                (entries.getEntries() as unknown as { value: number }[]).reduce(
                  (sum, { value }) => sum + value,
                  0,
                ),
              ),
            ).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(0), 300);
          }),
      );
    const before = await shift();
    await clickInto(checkout.number);
    await updateGroup(checkout, { appearance: { theme: 'flat' } });
    await updateGroup(checkout, { appearance: { theme: 'stripe' } });
    expect(await shift()).toBe(before);
  });
});

describe('a dark page', THOROUGH, () => {
  /** The colour of the page beside the card, and that in the card's frame where nothing is drawn. */
  async function backdrop(checkout: Checkout) {
    const box = await checkout.page.locator('iframe').boundingBox();
    const { x = 0, y = 0, width = 0 } = box ?? {};
    const png = await checkout.page.screenshot();
    return colours(shop.browser, png, [
      [2, 2],
      [x + width - 2, y + 2],
    ]);
  }

  test.each(['dark', 'light dark', 'only dark'])(
    'by color-scheme: %s shines through the frame',
    async (value) => {
      const checkout = await open({}, {}, { head: scheme(value), context: { colorScheme: 'dark' } });
      const [page, frame] = await backdrop(checkout);
      expect(frame).toBe(page);
      expect(await looks(checkout.frame(), ':root', 'color-scheme')).toBe('dark');
      expect(await looks(checkout.frame(), '#number', 'color')).toBe('rgb(244, 244, 246)');
      await screenshot(checkout.page, 'bare-dark');
    },
  );

  test('with only a background shows through too', async () => {
    const checkout = await open({}, {}, { head: scheme('normal', 'rgb(9, 9, 9)') });
    expect(await backdrop(checkout)).toEqual(['9,9,9', '9,9,9']);
  });

  test('of the night theme shines through, whatever its own scheme', async () => {
    for (const value of ['light', 'dark']) {
      const checkout = await open(
        { appearance: { theme: 'night' } },
        {},
        { head: scheme(value, 'rgb(9, 9, 9)') },
      );
      const box = await checkout.page.locator('iframe').boundingBox();
      const png = await checkout.page.screenshot();
      const [corner] = await colours(shop.browser, png, [[(box?.x ?? 0) + 2, (box?.y ?? 0) + 2]]);
      expect(corner).toBe('9,9,9');
    }
  });

  test('that becomes one, or ceases to be, is followed, and what was typed stays', async () => {
    const checkout = await open({}, {}, { head: scheme('light dark'), context: { colorScheme: 'light' } });
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242');
    for (const wanted of ['dark', 'light', 'dark'] as const) {
      await checkout.page.emulateMedia({ colorScheme: wanted });
      await expect.poll(() => looks(checkout.frame(), ':root', 'color-scheme')).toBe(wanted);
      await expect
        .poll(() => checkout.page.locator('iframe').evaluate((node) => getComputedStyle(node).colorScheme))
        .toBe(wanted);
      const [page, frame] = await backdrop(checkout);
      expect(frame).toBe(page);
    }
    await checkout.page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'light'));
    await expect.poll(() => looks(checkout.frame(), ':root', 'color-scheme')).toBe('light');
    expect(await checkout.number.inputValue()).toBe('4242');
  });
});

describe('a font', THOROUGH, () => {
  const custom = (url: string, more = {}) => ({ family: 'Shop Sans', src: `url(${url})`, ...more });
  const faces = (checkout: Checkout) =>
    checkout.frame().evaluate(() => [...document.fonts].map(({ status }) => status));
  /** Requests that are not the page's own for its fonts, nor for the host's list of those that it approves. */
  const ofFrame = async (checkout: Checkout) =>
    stray(checkout).filter(
      ({ url }) => !url.startsWith(shop.shop.url) && !url.endsWith('/frame/v1/fonts.json'),
    );

  test.each([
    ['a custom font', () => custom('/font.ttf')],
    ['a style sheet', () => ({ cssSrc: '/css/fonts.css' })],
  ])('of %s is fetched by the page and shown by the frame, once for all fields', async (_, source) => {
    shop.answers['/css/fonts.css'] = {
      headers: { 'content-type': 'text/css' },
      body: `@font-face{font-family:'Shop Sans';src:url(../font.ttf);unicode-range:U+0-FF}
        @font-face{font-family:'Shop Sans';src:url(../greek.ttf);unicode-range:U+370-3FF}`,
    };
    const style = { base: { fontFamily: 'Shop Sans, sans-serif' } };
    const checkout = await open({ fonts: [source()] }, { style });
    await expect.poll(() => faces(checkout)).toEqual(['loaded']);
    await checkout.page.evaluate(() => {
      const node = document.body.appendChild(document.createElement('div'));
      const cvc = window.elements.create('cardCvc');
      cvc.mount(node);
      return new Promise((resolve) => cvc.on('ready', resolve));
    });
    await checkout.page.waitForTimeout(300);
    await checkout.typeCard();
    expect(checkout.requests.filter(({ url }) => url.endsWith('/font.ttf')).length).toBe(1);
    expect(checkout.requests.filter(({ url }) => url.endsWith('/greek.ttf'))).toEqual([]);
    expect(await ofFrame(checkout)).toEqual([]);
    expect(checkout.console).toEqual([]);
  });

  test('for each single digit tells nothing of what is typed [Y4]', async () => {
    const fonts = Array.from({ length: 10 }, (_, digit) => {
      serveFont(`/digit-${digit}.ttf`, font);
      return custom(`/digit-${digit}.ttf`, { unicodeRange: `U+3${digit}` });
    });
    const checkout = await open({ fonts }, { style: { base: { fontFamily: 'Shop Sans' } } });
    await expect.poll(async () => (await faces(checkout)).length).toBe(10);
    const before = stray(checkout).length;
    await checkout.typeCard();
    expect(stray(checkout).length).toBe(before);
    expect(await ofFrame(checkout)).toEqual([]);
  });

  const hostile: [string, () => Buffer | string][] = [
    ['is not there', () => ''],
    ['is no font', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['is cut off', () => font.subarray(0, font.length / 2)],
    ['has 50 MB', () => Buffer.alloc(50 * 1024 * 1024)],
    ['is broken', () => Buffer.from(font.map((byte, at) => (at % 7 === 3 ? byte ^ 0xff : byte)))],
  ];

  for (const [rows, options] of shares(hostile, 4))
    test.each(rows)('that %s is told of once, and the field works [Y5]', options, async (_, body) => {
      serveFont('/hostile.ttf', body());
      const fonts = [custom('/hostile.ttf'), { cssSrc: '/missing.css' }];
      const checkout = await open({ fonts }, { style: { base: { fontFamily: 'Shop Sans' } } });
      await checkout.typeCard();
      await expect.poll(() => checkout.console.filter((line) => line.includes('fonts: ')).length).toBe(2);
      expect(await faces(checkout)).toEqual([]);
      expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
      const told = checkout.console.filter((line) => line.includes('Payframe'));
      expect(told.join('\n').match(/fonts: /g)).toHaveLength(2);
    });

  test('of every such kind is told of by a Payment Element, and its fields work [Y5]', async () => {
    const fonts = hostile.map(([, body], at) => {
      serveFont(`/hostile-${at}.ttf`, body());
      return custom(`/hostile-${at}.ttf`, { family: `Shop ${at}` });
    });
    const appearance = { variables: { fontFamily: 'Shop Sans' } };
    const form = await openForm(shop, { group: { ...PAID, fonts, appearance } });
    const told = () => form.console.join('\n').match(/fonts: /g)?.length;
    await form.typeCard();
    await expect.poll(told).toBe(fonts.length);
    expect(await faces(form)).toEqual([]);
    await form.submit();
    const clientSecret = await newIntent(shop, CARD_ONLY);
    expect(await form.confirm({ clientSecret })).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(told()).toBe(fonts.length);
  });

  test('that never comes keeps nobody waiting', async () => {
    shop.answers['/slow.ttf'] = () => new Promise(() => {});
    const checkout = await open({ fonts: [custom('/slow.ttf')] });
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    expect(checkout.console).toEqual([]);
  });

  test('may be added later, without a change of what is typed', async () => {
    const checkout = await open({}, { style: { base: { fontFamily: 'Shop Sans' } } });
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242');
    await updateGroup(checkout, { fonts: [custom('/font.ttf')] });
    await expect.poll(() => faces(checkout)).toEqual(['loaded']);
    expect(await checkout.number.inputValue()).toBe('4242');
  });
});
