import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, cards, startCheckouts } from './checkout.js';
import { unpacked } from './chromium-binary.js';
import { clickInto } from './click-into.js';
import { FIELDS, openSplit, type SplitCheckout } from './split-fields.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** A page with something below the card, which any change of its height would move. */
const ABOVE_MORE =
  '<label for="name">Name</label><input id="name"><div id="card" style="height: 20px"></div><p id="below">Below the card</p>';

describe('the iframe is as high as its content', () => {
  test('with the text of the style, larger and smaller', async () => {
    const checkout = await shop.open();
    const sizes = [];
    for (const fontSize of ['12px', '16px', '23px', '2em']) {
      await checkout.page.evaluate(
        (size) => window.card.update({ style: { base: { fontSize: size } } }),
        fontSize,
      );
      await expect
        .poll(() => font(checkout))
        .toBe(Number.parseFloat(fontSize) * (fontSize === '2em' ? 16 : 1));
      await fits(checkout.page);
      sizes.push(await height(checkout.page));
    }
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
    expect(new Set(sizes).size).toBe(4);
  });

  test('with padding, with a height of line, and where the page zooms while it is open', async () => {
    const checkout = await shop.open({ card: { style: { base: { padding: '10px', lineHeight: '30px' } } } });
    await fits(checkout.page);
    expect(await height(checkout.page)).toBeGreaterThanOrEqual(30);
    await checkout.page.evaluate(() => document.body.style.setProperty('zoom', '1.7'));
    await fits(checkout.page);
  });

  for (const [rows, options] of shares([0.5, 1.25, 1.5, 3], 4))
    test.for(rows)('at a zoom of %f', options, async (deviceScaleFactor) => {
      const checkout = await shop.open({ context: { deviceScaleFactor } });
      await fits(checkout.page);
      await checkout.page.evaluate(() => window.card.update({ style: { base: { fontSize: '17px' } } }));
      await expect.poll(() => font(checkout)).toBe(17);
      await fits(checkout.page);
    });

  test('each of the split fields', async () => {
    const fields = Object.fromEntries(
      FIELDS.map((field, index) => [field, { style: { base: { fontSize: `${14 + 4 * index}px` } } }]),
    );
    const checkout = await openSplit(shop, { fields });
    for (const field of FIELDS) await fits(checkout.page, `#${field}`);
  });

  test.for([320, 120, 60])('each of the split fields, in %i pixels', THOROUGH, async (width) => {
    const head = `<style>[id^=card], #postalCode { width: ${width}px }</style>`;
    const checkout = await openSplit(shop, { head, group: { autoAdvance: true } });
    for (const field of FIELDS) {
      await fits(checkout.page, `#${field}`);
      expect(await checkout.input(field).evaluate(isInSight)).toBe(true);
    }
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(`${cards.visa}124012394110`);
    await checkout.fieldChange('postalCode', { complete: true });
  });

  test('with labels of its own', async () => {
    const checkout = await openSplit(shop, { group: { appearance: { theme: 'stripe' } } });
    for (const field of FIELDS) await fits(checkout.page, `#${field}`);
    await checkout.page.evaluate(() =>
      window.elements.update({ appearance: { theme: 'stripe', variables: { fontSizeBase: '22px' } } }),
    );
    for (const field of FIELDS) await fits(checkout.page, `#${field}`);
  });
});

describe('nothing moves', () => {
  test('from the first paint on, with the default text', async () => {
    const checkout = await shop.open({ body: ABOVE_MORE, mount: false, before: watchShifts });
    await checkout.mount();
    await checkout.page.getByLabel('Name').click();
    await checkout.typeCard();
    expect(await shifts(checkout)).toBe(0);
  });

  test('after ready: typing, an error, a language, leaving', async () => {
    const style = { base: { fontSize: '20px', lineHeight: '1.4' } };
    const checkout = await shop.open({ body: ABOVE_MORE, card: { style }, before: watchShifts });
    await checkout.page.evaluate(() => (window.shifts = []));
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    await checkout.page.evaluate(() => window.elements.update({ locale: 'ar' }));
    await expect.poll(() => checkout.frame().evaluate(() => document.dir)).toBe('rtl');
    await checkout.page.locator('#name').click();
    await checkout.event('blur');
    expect(await shifts(checkout)).toBe(0);
  });

  for (const [rows, options] of shares(['no theme', 'stripe'], 2))
    test.for(rows)('after ready while a font comes that is twice as high: %s', options, async (look) => {
      let arrive = () => {};
      const arrival = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const body = await tallFont();
      shop.answers['/late.ttf'] = async (_, response) => {
        await arrival;
        response.writeHead(200, { 'content-type': 'font/ttf' }).end(body);
      };
      const fonts = [{ family: 'Late', src: 'url(/late.ttf)' }];
      const appearance = { theme: 'stripe' as const, variables: { fontFamily: 'Late, sans-serif' } };
      const style = { base: { fontFamily: 'Late, sans-serif' } };
      const checkout = await openSplit(shop, {
        before: watchShifts,
        group: look === 'stripe' ? { fonts, appearance } : { fonts },
        fields: Object.fromEntries(FIELDS.map((field) => [field, { style }])),
      });
      await checkout.page.evaluate(() => (window.shifts = []));
      arrive();
      for (const field of FIELDS)
        await expect
          .poll(() => checkout.frameOf(field).evaluate(() => [...document.fonts].map(({ status }) => status)))
          .toEqual(['loaded']);
      expect(await shifts(checkout)).toBe(0);
      for (const field of FIELDS) await fits(checkout.page, `#${field}`);
    });

  test('after ready in four split fields, nor of itself while the page zooms to 200 % and back: each iframe stays as high as it was, in its pixels', async () => {
    const checkout = await openSplit(shop, { before: watchShifts });
    await checkout.page.evaluate(() => (window.shifts = []));
    await checkout.typeFields();
    expect(await shifts(checkout)).toBe(0);
    for (const zoom of ['1.25', '1.5', '2', '1']) {
      const heights = await checkout.page.evaluate(async (value) => {
        const seen = new Set<string>();
        const iframes = [...document.querySelectorAll('iframe')];
        const look = () =>
          iframes.forEach(({ title, offsetHeight }) => void seen.add(`${title} ${offsetHeight}`));
        look();
        document.documentElement.style.setProperty('zoom', value);
        for (let frame = 0; frame < 20; frame++) {
          await new Promise(requestAnimationFrame);
          look();
        }
        return [...seen];
      }, zoom);
      expect(heights).toHaveLength(FIELDS.length);
      for (const field of FIELDS) await fits(checkout.page, `#${field}`);
    }
  });

  test('or it would be seen: larger text moves what is below', async () => {
    const checkout = await openSplit(shop, { before: watchShifts });
    await checkout.page.evaluate(() => {
      window.shifts = [];
      window.card.update({ style: { base: { fontSize: '40px' } } });
    });
    await expect.poll(() => shifts(checkout)).toBeGreaterThan(0);
  });
});

describe('what the page does around it leaves caret, value and focus', THOROUGH, () => {
  const around: [string, () => void][] = [
    ['a sibling before it', () => document.querySelector('#card')?.before(document.createElement('p'))],
    ['a sibling after it', () => document.querySelector('#card')?.after(document.createElement('p'))],
    ['a class of its parent', () => document.querySelector('form')?.classList.add('busy')],
    ['a class of its container', () => document.querySelector('#card')?.setAttribute('class', 'shop')],
    ['a style of its parent', () => document.querySelector('form')?.style.setProperty('padding', '30px')],
    ['a narrower page', () => document.body.style.setProperty('width', '300px')],
    ['an attribute of its iframe', () => document.querySelector('iframe')?.setAttribute('data-x', '1')],
    ['a scroll', () => window.scrollTo(0, 50)],
    ['a move of what is around it', () => document.body.prepend(document.querySelector('p') as Node)],
  ];

  test.for(around)('%s', async ([, change]) => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('42424242');
    for (let key = 0; key < 3; key++) await checkout.page.keyboard.press('ArrowLeft');
    await checkout.page.evaluate(change);
    await checkout.page.keyboard.type('1');
    expect(await checkout.number.evaluate(caret)).toEqual(['4242 4124 2', 7, true]);
  });

  test('a move of the node that keeps its state', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242');
    const moved = await checkout.page.evaluate(() => {
      const card = document.querySelector('#card') as Node;
      const body = document.body as Node & { moveBefore?(node: Node, before: Node | null): void };
      body.moveBefore?.(card, null);
      return !!body.moveBefore;
    });
    expect(moved).toBe(true);
    expect(await checkout.number.inputValue()).toBe('4242');
    await checkout.page.keyboard.type('42');
    await expect.poll(() => checkout.number.inputValue()).toBe('4242 42');
  });
});

describe('the card works', THOROUGH, () => {
  const paid = async (checkout: Checkout) => {
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    await fits(checkout.page);
  };

  test('in a node that is shown later', async () => {
    const checkout = await shop.open({ head: '<style>.off { display: none }</style>', mount: false });
    await checkout.page.evaluate(() => document.querySelector('#card')?.classList.add('off'));
    await checkout.mount();
    await checkout.page.evaluate(() => document.querySelector('#card')?.classList.remove('off'));
    await paid(checkout);
  });

  test('in a node that is hidden, shown and hidden again, with what was typed', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout.page.evaluate(() => document.querySelector('form')?.setAttribute('hidden', ''));
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    await checkout.page.evaluate(() => document.querySelector('form')?.removeAttribute('hidden'));
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    await fits(checkout.page);
  });

  test('in a dialog that is opened later', async () => {
    const checkout = await shop.open({ body: '<dialog><div id="card"></div></dialog>', mount: false });
    await checkout.mount();
    await checkout.page.evaluate(() => document.querySelector('dialog')?.showModal());
    await paid(checkout);
  });

  test('in details that are opened later', async () => {
    const body = '<details><summary>Card</summary><div id="card"></div></details>';
    const checkout = await shop.open({ body });
    await checkout.page.getByText('Card').click();
    await paid(checkout);
  });

  test.for(['open', 'closed'] as const)('in a shadow root that is %s', async (mode) => {
    const checkout = await shop.open({ body: '<div id="card"></div>', mount: false });
    await checkout.page.evaluate((kind) => {
      const container = document.createElement('div');
      document.querySelector('#card')?.attachShadow({ mode: kind }).append(container);
      const find = document.querySelector.bind(document);
      document.querySelector = ((selector: string) =>
        selector === '#card' ? container : find(selector)) as typeof document.querySelector;
    }, mode);
    await checkout.mount();
    const frame = checkout.frame();
    await checkout.page.evaluate(() => window.card.focus());
    await checkout.event('focus');
    await checkout.page.keyboard.type(`${cards.visa}124012394110`);
    await checkout.change({ complete: true });
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    expect(await frame.evaluate(() => innerHeight - document.body.scrollHeight)).toBeLessThanOrEqual(1);
  });

  test('in a node that joins the document later', async () => {
    const checkout = await shop.open({ body: '<main></main>', mount: false });
    await checkout.page.evaluate((key) => {
      const node = document.createElement('div');
      node.id = 'card';
      window.payframe = window.Payframe(key);
      window.card = window.payframe.elements().create('card');
      window.seen = [];
      for (const type of ['ready', 'change'] as const)
        window.card.on(type as 'ready', (event) =>
          window.seen.push({ type, ...JSON.parse(JSON.stringify(event)) }),
        );
      window.card.mount(node);
      document.querySelector('main')?.append(node);
    }, shop.sandbox.publishableKey);
    await checkout.event('ready');
    await paid(checkout);
  });

  test('in a node that is moved, where it tells that it is empty', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout.change({ complete: true });
    await checkout.page.evaluate(() => document.body.append(document.querySelector('#card') as Node));
    await checkout.change({ empty: true, complete: false });
    await checkout.event('ready', 2);
    await paid(checkout);
    expect(await checkout.events('loaderror')).toEqual([]);
  });
});

describe('a clear error', () => {
  test('is not needed where a slot shows them: their nodes are in the document itself', async () => {
    const body = `<shop-form></shop-form>`;
    const checkout = await openSplit(shop, { body, mount: false, only: [] });
    await checkout.page.evaluate((types) => {
      const shopForm = document.querySelector('shop-form') as HTMLElement;
      shopForm.attachShadow({ mode: 'closed' }).innerHTML = '<section><slot></slot></section>';
      for (const type of types) {
        const node = document.createElement('div');
        node.id = type;
        shopForm.append(node);
        const element = window.elements.create(type as 'card');
        window.fields[type] = element;
        for (const name of ['ready', 'change'] as const)
          element.on(name as 'ready', (event) =>
            window.seen.push({ type: name, ...JSON.parse(JSON.stringify(event)) }),
          );
        element.mount(`#${type}`);
      }
    }, FIELDS);
    await checkout.event('ready', 4);
    await checkout.typeFields();
    expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toMatch(/^pm_/);
  });
});

declare global {
  interface Window {
    shifts: number[];
  }
}

/** Runs before the page's scripts. */
function watchShifts(): void {
  window.shifts = [];
  // Input or not: a field that moves under the person's finger is the worst.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** A font whose letters reach twice as high above the line as they are drawn. */
async function tallFont(): Promise<Buffer> {
  const font = await readFile(join(await unpacked(), 'fonts/fonts/Open_Sans/OpenSans-Regular.ttf'));
  for (let table = 0; table < font.readUInt16BE(4); table++) {
    const entry = 12 + 16 * table;
    // The ascender of "hhea" is its third number.
    if (font.toString('latin1', entry, entry + 4) !== 'hhea') continue;
    const ascender = font.readUInt32BE(entry + 8) + 4;
    font.writeInt16BE(2 * font.readInt16BE(ascender), ascender);
  }
  return font;
}

/** The sum of all shifts once the page has painted what there was to paint. */
const shifts = ({ page }: Checkout) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return window.shifts.reduce((sum, value) => sum + value, 0);
  });

const height = (page: Page, container = '') =>
  page.locator(`${container} iframe`).evaluate((frame: HTMLElement) => frame.offsetHeight);

const font = (checkout: Checkout | SplitCheckout) =>
  checkout.number.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize));

/** The iframe shows all of its document, and not a pixel more. */
async function fits(page: Page, container = '#card'): Promise<void> {
  const iframe = await page.locator(`${container} iframe`).elementHandle();
  const frame = await iframe?.contentFrame();
  const spare = () =>
    frame?.evaluate(() => {
      const { height = 0, bottom = 0 } = document.getElementById('card')?.getBoundingClientRect() ?? {};
      return height > 0 ? Math.abs(innerHeight - Math.max(bottom, document.body.scrollHeight)) : Number.NaN;
    });
  await expect.poll(spare).toBeLessThan(1);
}

/** Runs in the frame: whether a person sees the input, and can hit it. */
const isInSight = (input: Element) => {
  const { left, right, top, bottom } = input.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return hit === input && input.checkVisibility({ opacityProperty: true }) && right <= innerWidth + 1;
};

/** Runs in the frame: the text of an input, where the caret is, and whether it has the focus. */
const caret = (node: Element) => {
  const { value, selectionStart } = node as HTMLInputElement;
  return [value, selectionStart, node === document.activeElement && document.hasFocus()];
};
