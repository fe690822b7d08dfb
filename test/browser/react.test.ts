import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type AppOptions, openApp, rendered } from './bundled.js';
import { type Checkout, type Checkouts, cards, expiry, framesLoaded, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { FRAME_PATH, startHost } from './hosts.js';
import { countTimers, leftovers } from './leftovers.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

async function open(options?: AppOptions): Promise<Checkout> {
  const checkout = await openApp(shop, 'react-page.tsx', options);
  await checkout.event('ready');
  return checkout;
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

const quiet = ({ console }: Checkout) => console.filter((line) => !line.includes('React DevTools'));

describe('a card in a React app in StrictMode', () => {
  test('is typed and paid with, by one frame, without a line on the console', async () => {
    const checkout = await open();
    await checkout.typeCard();
    await press(checkout.page, 'Pay');
    await expect.poll(() => checkout.page.getByRole('status').textContent()).toMatch(/^pm_/);
    expect(framesLoaded(checkout)).toBe(1);
    expect((await checkout.events('ready')).length).toBe(1);
    expect(quiet(checkout)).toEqual([]);
  });

  test('keeps its frame, what was typed and its classes, however often its parent renders, and takes other options on the spot', async () => {
    const checkout = await open();
    const { page } = checkout;
    await clickInto(checkout.number);
    await page.keyboard.type('4242');
    for (let round = 0; round < 7; round++) await press(page, /Render/);
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
    await press(page, 'Enable');
    await expect.poll(() => checkout.number.isDisabled()).toBe(false);
    await press(page, 'Deutsch');
    const inGerman = page.frameLocator('#card iframe').getByLabel('Kartennummer');
    await expect.poll(() => inGerman.inputValue()).toBe('4242 4242 4242 4242');
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('keeps what was typed while the tree around it is suspended', async () => {
    const checkout = await open({ data: { content: 'suspending' } });
    const { page } = checkout;
    await checkout.typeCard();
    await press(page, 'Suspend');
    await page.getByText('Waiting').waitFor();
    expect(await checkout.number.isVisible()).toBe(false);
    await page.evaluate('resume()');
    await page.getByText('Resumed').waitFor();
    expect(await checkout.number.inputValue()).toMatch(/4242$/);
    await press(page, 'Pay');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^pm_/);
    expect(framesLoaded(checkout)).toBe(1);
    expect(quiet(checkout)).toEqual([]);
  });

  test(
    'is gone where an Activity hides it, and is there for a new card when it is shown',
    THOROUGH,
    async () => {
      const checkout = await open({ data: { content: 'hiding' } });
      const { page } = checkout;
      await checkout.typeCard();
      await press(page, 'Hide');
      await expect.poll(() => page.locator('iframe').count()).toBe(0);
      await press(page, 'Hide');
      await checkout.event('ready', 2);
      expect(await checkout.number.inputValue()).toBe('');
      await checkout.typeCard();
      expect(quiet(checkout)).toEqual([]);
    },
  );

  test(
    'makes room where a kept tab of the same group is hidden and another one is shown',
    THOROUGH,
    async () => {
      const checkout = await open({ data: { content: 'tabs' } });
      const { page } = checkout;
      await checkout.typeCard();
      for (const [tab, readies] of [
        ['other', 2],
        ['card', 3],
      ] as const) {
        await press(page, `Tab ${tab}`);
        await checkout.event('ready', readies);
        expect(await page.locator('iframe').count()).toBe(1);
        expect(await checkout.number.inputValue()).toBe('');
        await checkout.typeCard();
      }
      await press(page, 'Pay');
      await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^pm_/);
      expect(quiet(checkout)).toEqual([]);
    },
  );

  test(
    'is there to be typed anew where a list moves it, which has the browser load its frame anew',
    THOROUGH,
    async () => {
      const checkout = await open({ data: { content: 'moving' } });
      const { page } = checkout;
      await checkout.typeCard();
      for (const readies of [2, 3]) {
        await press(page, 'Turn');
        await checkout.event('ready', readies);
        expect(await checkout.number.inputValue()).toBe('');
        await checkout.typeCard();
        // The way back moves the other items.
        await press(page, 'Turn');
        expect(await checkout.number.inputValue()).toMatch(/4242$/);
      }
      await press(page, 'Pay');
      await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^pm_/);
      expect(await checkout.events('loaderror')).toEqual([]);
      expect(quiet(checkout)).toEqual([]);
    },
  );

  for (const [rows, options] of shares(['closed', 'open'] as const, 2))
    test.for(rows)('may be in a shadow root that is %s', options, async (shadow) => {
      const checkout = await open({ data: { shadow } });
      const { page } = checkout;
      const frame = page.frames().find((one) => new URL(one.url()).pathname === FRAME_PATH) as Frame;
      const number = frame.getByRole('textbox', { name: 'Card number' });
      // Playwright does not see into a closed one: the label is above the card.
      await page.mouse.click(20, 20);
      await gotFocus(number);
      await page.keyboard.type(`${cards.visa}${expiry.typed}123`);
      await checkout.change({ complete: true });
      expect(framesLoaded(checkout)).toBe(1);
      expect(quiet(checkout)).toEqual([]);
    });

  test('may be in fields of its own', async () => {
    const checkout = await openApp(shop, 'react-page.tsx', { data: { content: 'split' } });
    const { page } = checkout;
    await checkout.event('ready', 3);
    for (const [type, text] of Object.entries({ number: cards.visa, expiry: expiry.typed, cvc: '123' })) {
      await clickInto(page.frameLocator(`#${type} iframe`).getByRole('textbox'));
      await page.keyboard.type(text);
    }
    await press(page, 'Pay');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^pm_/);
    expect(quiet(checkout)).toEqual([]);
  });

  test('tells its provider where the script cannot be loaded', async () => {
    const host = await startHost({ '/js/v1/payframe.js': { status: 503 } });
    try {
      const checkout = await openApp(shop, 'react-page.tsx', { host: host.url });
      expect(await checkout.event('failed')).toMatchObject({ code: 'load_failed' });
      expect(checkout.console.filter((line) => line.startsWith('uncaught'))).toEqual([]);
    } finally {
      await host.close();
    }
  });
});

test('a page that was offline loads it once the person tries again', async () => {
  const checkout = await openApp(shop, 'react-again.tsx');
  const { page } = checkout;
  await checkout.event('ready');
  await page.route('**/js/v1/payframe.js', (route) => route.abort('internetdisconnected'));
  await page.reload();
  const failed = await checkout.event('failed');
  expect(failed).toMatchObject({
    code: 'load_failed',
    attempts: 3,
    url: expect.stringMatching(/\/js\/v1\/payframe\.js$/),
  });
  await page.unroute('**/js/v1/payframe.js');
  await press(page, 'Try again');
  await checkout.event('ready');
  await checkout.typeCard();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  expect(checkout.console.filter((line) => line.startsWith('uncaught'))).toEqual([]);
});

describe('a page that a server rendered', () => {
  test('is hydrated without a warning, and its nodes get their frames', async () => {
    const html = await rendered('react-server.tsx');
    expect(html).toContain('<div id="card" class="even"></div>');
    expect(html).toContain('From the server');
    const checkout = await open({ html });
    await checkout.page.getByText('In the browser').waitFor();
    await checkout.typeCard();
    await press(checkout.page, 'Pay');
    await expect.poll(() => checkout.page.getByRole('status').textContent()).toMatch(/^pm_/);
    expect(framesLoaded(checkout)).toBe(1);
    expect(quiet(checkout)).toEqual([]);
  });
});

describe('nothing is left', THOROUGH, () => {
  test.for(['production', 'development'] as const)('of 500 mounts and renders, in %s', async (mode) => {
    const checkout = await openApp(shop, 'react-rounds.tsx', { mode, before: countTimers });
    const rounds = (count: number) => checkout.page.evaluate(`rounds(${count})`);
    await rounds(40);
    const before = await leftovers(checkout.page);
    await rounds(500);
    const after = await leftovers(checkout.page);
    expect(before).toMatchObject({ iframes: 0, timers: 0 });
    expect(after).toEqual({ ...before, heap: after.heap, ports: after.ports });
    // React's scheduler has a channel of its own.
    expect(after.ports).toBeLessThanOrEqual(2);
    // In development React keeps notes of its own.
    if (mode === 'production') expect(after.heap - before.heap).toBeLessThan(300_000);
    expect(quiet(checkout)).toEqual([]);
  });
});
