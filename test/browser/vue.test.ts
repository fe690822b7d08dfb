import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type AppOptions, openApp, rendered } from './bundled.js';
import { type Checkout, type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { FRAME_PATH } from './hosts.js';
import { countTimers, leftovers } from './leftovers.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

async function open(options?: AppOptions): Promise<Checkout> {
  const checkout = await openApp(shop, 'vue-page.ts', options);
  await checkout.event('ready');
  return checkout;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

const framesLoaded = ({ requests }: Checkout) =>
  requests.filter(({ url }) => new URL(url).pathname === FRAME_PATH).length;

async function pays(checkout: Checkout) {
  await press(checkout.page, 'Pay');
  await expect.poll(() => checkout.page.getByRole('status').textContent()).toMatch(/^pm_/);
  expect(checkout.console).toEqual([]);
}

describe('a card in a Vue app', () => {
  test('is typed and paid with, by one frame, without a line on the console', async () => {
    const checkout = await open();
    await checkout.typeCard();
    await pays(checkout);
    expect(framesLoaded(checkout)).toBe(1);
    expect((await checkout.events('ready')).length).toBe(1);
  });

  test('keeps its frame, what was typed and its classes, however often its parent renders, and takes other options on the spot', async () => {
    const checkout = await open();
    const { page } = checkout;
    await clickInto(checkout.number);
    await page.keyboard.type('4242');
    for (let round = 0; round < 7; round++) await press(page, 'Render');
    expect(await page.locator('#card').getAttribute('class')).toBe(
      'odd StripeElement StripeElement--invalid',
    );
    await clickInto(checkout.number);
    await page.keyboard.press('End');
    await page.keyboard.type('424242424242');
    await checkout.change({ empty: false, brand: 'visa' });
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    await press(page, 'Disable');
    await expect.poll(() => checkout.number.isDisabled()).toBe(true);
    await press(page, 'Disable');
    await expect.poll(() => checkout.number.isDisabled()).toBe(false);
    await press(page, 'Deutsch');
    const inGerman = page.frameLocator('#card iframe').getByLabel('Kartennummer');
    await expect.poll(() => inGerman.inputValue()).toBe('4242 4242 4242 4242');
    await press(page, 'Clear');
    await expect.poll(() => inGerman.inputValue()).toBe('');
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('keeps what was typed where v-show hides it', async () => {
    const checkout = await open({ data: { content: 'hidden' } });
    const { page } = checkout;
    await press(page, 'Switch');
    await checkout.typeCard();
    for (const visible of [false, true]) {
      await press(page, 'Switch');
      expect(await page.locator('#card').isVisible()).toBe(visible);
    }
    await pays(checkout);
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('may be in fields of its own', async () => {
    const checkout = await openApp(shop, 'vue-page.ts', { data: { content: 'split' } });
    await checkout.event('ready', 3);
    for (const [id, text] of Object.entries({ number: cards.visa, expiry: expiry.typed, cvc: '123' })) {
      await clickInto(checkout.page.frameLocator(`#${id} iframe`).getByRole('textbox'));
      await checkout.page.keyboard.type(text);
    }
    await pays(checkout);
  });

  test(
    'is gone where a KeepAlive puts it away, and is there for a new card when it is back',
    THOROUGH,
    async () => {
      const checkout = await open({ data: { content: 'kept' } });
      const { page } = checkout;
      await checkout.typeCard();
      await press(page, 'Switch');
      await page.getByText('Another tab').waitFor();
      expect(await page.locator('iframe').count()).toBe(0);
      await press(page, 'Switch');
      await checkout.event('ready', 2);
      expect(await checkout.number.inputValue()).toBe('');
      await checkout.typeCard();
      await pays(checkout);
    },
  );

  const moves: [string, string, string][] = [
    ['a Teleport', 'teleported', 'body > form'],
    ['a TransitionGroup', 'listed', 'form:first-child'],
  ];
  for (const [rows, options] of shares(moves, 2))
    test.for(rows)('is moved by %s, and is there for a new card', options, async ([, content, place]) => {
      const checkout = await open({ data: { content } });
      const { page } = checkout;
      await checkout.typeCard();
      await press(page, 'Switch');
      await checkout.event('ready', 2);
      expect(await page.locator(`${place} #card iframe`).count()).toBe(1);
      expect(await checkout.number.inputValue()).toBe('');
      await checkout.typeCard();
      await pays(checkout);
      expect(await checkout.events('loaderror')).toEqual([]);
    });
});

describe('a card is ready to be typed in where', () => {
  const late: [string, string][] = [
    ['it was hidden by v-show while it loaded', 'hidden'],
    ['a Suspense waited for what is around it', 'late'],
  ];
  for (const [rows, options] of shares(late, 2))
    test.for(rows)('%s', options, async ([, content]) => {
      const checkout = await open({ data: { content } });
      if (content === 'hidden') await press(checkout.page, 'Switch');
      await checkout.number.waitFor();
      expect((await checkout.page.locator('iframe').boundingBox())?.height).toBe(20);
      await checkout.typeCard();
      await press(checkout.page, 'Pay');
      await expect.poll(() => checkout.page.getByRole('status').textContent()).toMatch(/^pm_/);
      expect(framesLoaded(checkout)).toBe(1);
      expect(checkout.console.filter((line) => !/Suspense/.test(line))).toEqual([]);
    });

  test('the one before it is still on its way out', THOROUGH, async () => {
    const head =
      '<style>.fade-leave-active { transition: opacity 60s } .fade-leave-to { opacity: 0 }</style>';
    const checkout = await open({ data: { content: 'switched' }, head });
    const { page } = checkout;
    await checkout.typeCard();
    await press(page, 'Switch');
    await page.getByText('Another tab').waitFor();
    // Its node fades out, and has no card in it any more.
    expect(await page.locator('#card').count()).toBe(1);
    expect(await page.locator('iframe').count()).toBe(0);
    await press(page, 'Switch');
    await checkout.event('ready', 2);
    await checkout.typeCard();
    await pays(checkout);
  });
});

describe('a mistake in the options', () => {
  test('is reported once, by Vue, whether the card came before Payframe or after it', async () => {
    const checkout = await openApp(shop, 'vue-page.ts', { data: { content: 'refused' } });
    const told = (times: number) =>
      Array.from({ length: times }, () => expect.stringMatching(/^captured .* secret key/));
    const seen = async () => (await checkout.events()).map(({ type, message }) => `${type} ${message}`);
    await checkout.event('captured');
    await expect.poll(() => checkout.console.length).toBe(2);
    expect(await seen()).toEqual(told(1));
    await press(checkout.page, 'Switch');
    await checkout.event('captured', 2);
    await expect.poll(() => checkout.console.length).toBe(4);
    expect(await seen()).toEqual(told(2));
    expect(checkout.console.filter((line) => line.startsWith('uncaught: '))).toHaveLength(2);
  });
});

describe('a page that a server rendered', () => {
  test('is hydrated without a warning, and its nodes get their frames', async () => {
    const html = await rendered('vue-server.ts');
    expect(html).toContain('<div class="even" id="card"></div>');
    expect(html).toContain('From the server');
    const checkout = await open({ html });
    await checkout.page.getByText('In the browser').waitFor();
    await checkout.typeCard();
    await pays(checkout);
    expect(framesLoaded(checkout)).toBe(1);
  });
});

describe('nothing is left', THOROUGH, () => {
  test('of 500 mounts and renders', async () => {
    const checkout = await openApp(shop, 'vue-rounds.ts', { mode: 'production', before: countTimers });
    const rounds = (count: number) => checkout.page.evaluate(`rounds(${count})`);
    await rounds(40);
    const before = await leftovers(checkout.page);
    await rounds(500);
    const after = await leftovers(checkout.page);
    expect(before).toMatchObject({ iframes: 0, timers: 0, ports: 0 });
    expect(after).toEqual({ ...before, heap: after.heap });
    expect(after.heap - before.heap).toBeLessThan(300_000);
    expect(checkout.console).toEqual([]);
  });
});
