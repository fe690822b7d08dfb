import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AppOptions, openApp, rendered } from './bundled.js';
import { type Checkout, type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
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

  test('keeps its frame, what was typed and its classes, however often its parent renders', async () => {
    const checkout = await open();
    const { page } = checkout;
    await checkout.number.click();
    await page.keyboard.type('4242');
    for (let round = 0; round < 7; round++) await press(page, 'Render');
    expect(await page.locator('#card').getAttribute('class')).toBe(
      'odd StripeElement StripeElement--invalid',
    );
    await checkout.number.click();
    await page.keyboard.press('End');
    await page.keyboard.type('424242424242');
    await checkout.change({ empty: false, brand: 'visa' });
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    await press(page, 'Clear');
    await expect.poll(() => checkout.number.inputValue()).toBe('');
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('takes other options on the spot, and keeps what was typed', async () => {
    const checkout = await open();
    const { page } = checkout;
    await checkout.number.click();
    await page.keyboard.type('4242');
    await press(page, 'Disable');
    await expect.poll(() => checkout.number.isDisabled()).toBe(true);
    await press(page, 'Disable');
    await expect.poll(() => checkout.number.isDisabled()).toBe(false);
    await press(page, 'Deutsch');
    const inGerman = page.frameLocator('#card iframe').getByLabel('Kartennummer');
    await expect.poll(() => inGerman.inputValue()).toBe('4242');
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('may be in fields of its own', async () => {
    const checkout = await openApp(shop, 'vue-page.ts', { data: { content: 'split' } });
    await checkout.event('ready', 3);
    for (const [id, text] of Object.entries({ number: cards.visa, expiry: expiry.typed, cvc: '123' })) {
      await checkout.page.frameLocator(`#${id} iframe`).getByRole('textbox').click();
      await checkout.page.keyboard.type(text);
    }
    await pays(checkout);
  });

  test('is gone where a KeepAlive puts it away, and is there for a new card when it is back', async () => {
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
  });

  test('is moved by a Teleport, and is there for a new card', async () => {
    const checkout = await open({ data: { content: 'teleported' } });
    const { page } = checkout;
    await checkout.typeCard();
    await press(page, 'Switch');
    await checkout.event('ready', 2);
    expect(await page.locator('body > form #card iframe').count()).toBe(1);
    expect(await checkout.number.inputValue()).toBe('');
    await checkout.typeCard();
    await pays(checkout);
    expect(await checkout.events('loaderror')).toEqual([]);
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

describe('nothing is left', () => {
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
