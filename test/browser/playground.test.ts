/**
 * The playground, as its server serves it: the host on 127.0.0.1, the page on localhost.
 *
 * @module-tag thorough
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { findings } from './axe.js';
import { cards } from './checkout.js';
import { sharedBrowser } from './chromium.js';
import { clickInto } from './click-into.js';
import { screenshot } from './screens.js';
import { watchTroubles } from './troubles.js';

let browser: Browser;
let sandbox: Sandbox;
let playground: { url: string; close(): Promise<void> };
let page: Page;
let troubles: string[];

beforeAll(async () => {
  const example = new URL('../../examples/playground/server.mjs', import.meta.url).href;
  const { startShop } = await import(/* @vite-ignore */ example);
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  playground = await startShop({ sandbox });
});

afterEach(async () => {
  await page?.context().close();
  expect(troubles).toEqual([]);
});

afterAll(async () => {
  await playground?.close();
  await sandbox?.close();
});

async function visit(options: BrowserContextOptions = {}, element = 'card') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  troubles = await watchTroubles(page, [playground.url, sandbox.url]);
  await page.goto(`${playground.url}#${element}`);
  await eventIsThere(`${element} ready`);
}

const list = (name: string) => page.getByRole('combobox', { name, exact: true });
const choose = (label: string, value: string) => list(label).selectOption(value);
const lines = (name: string) => page.getByRole('log', { name, exact: true });
const eventIsThere = (text: string) => lines('Events').getByText(text).first().waitFor();
const field = (type: string, name: string) =>
  page.frameLocator(`#${type} iframe`).getByRole('textbox', { name });
const code = () => page.locator('#code').textContent();

/** Runs the code that the page shows, in an empty page of the same shop, as a person would who copied it. */
async function runCode(containers: string[]) {
  const text = (await code())?.replace('pk_test_…', sandbox.publishableKey) ?? '';
  await page.evaluate((ids) => {
    const nodes = ids.map((id) => Object.assign(document.createElement('div'), { id }));
    document.body.replaceChildren(...nodes);
  }, containers);
  await page.evaluate(text);
}

describe('the playground', () => {
  test('shows each Element ready to be typed into, with what it tells', async () => {
    await visit();
    const options = await list('Element').locator('option').all();
    const values = await Promise.all(options.map((option) => option.getAttribute('value')));
    expect(values).toEqual([
      'card',
      'payment',
      'address',
      'split',
      'cardNumber',
      'cardExpiry',
      'cardCvc',
      'postalCode',
      'iban',
      'expressCheckout',
    ]);
    for (const value of values) {
      await choose('Element', `${value}`);
      await eventIsThere(`${value === 'split' ? 'cardNumber' : value} ready`);
    }
    await choose('Element', 'cardNumber');
    await clickInto(field('cardNumber', 'Card number'));
    await page.keyboard.type(cards.visa);
    await eventIsThere('cardNumber change');
    await expect.poll(() => lines('Events').textContent()).toContain('"complete":true');
  });

  test('shows an appearance, a locale and options, and code that makes the same', async () => {
    await visit();
    await choose('Locale', 'de');
    await choose('theme', 'night');
    await page.getByLabel('hidePostalCode').check();
    await page.getByLabel('borderRadius').fill('12px');
    await page.getByLabel('borderRadius').press('Enter');
    await page.getByLabel('Rules, as JSON').fill('{".Input": {"letterSpacing": "1px"}}');
    await page.getByLabel('Rules, as JSON').blur();
    const number = field('card', 'Kartennummer');
    await number.waitFor();
    const looks = () =>
      number.evaluate((input) => {
        const { borderRadius, letterSpacing, color } = getComputedStyle(input);
        return { borderRadius, letterSpacing, color };
      });
    await expect.poll(looks).toMatchObject({ borderRadius: '12px', letterSpacing: '1px' });
    const shown = await looks();
    await screenshot(page, 'playground-night');
    await runCode(['card']);
    await expect.poll(() => field('card', 'Kartennummer').count()).toBe(1);
    await expect.poll(looks).toEqual(shown);
    expect(await page.frameLocator('#card iframe').getByRole('textbox').count()).toBe(3);
  });

  test('shows the Payment Element by its group, says what is missing, and code that makes the same', async () => {
    await visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, 'payment');
    await choose('currency', 'pln');
    await choose('layout', 'tabs');
    await choose('Locale', 'pl');
    await choose('Direction', 'rtl');
    const form = page.frameLocator('#payment iframe');
    // A phone's tabs have room for two: the others are in a list.
    const blik = form.locator('#panel-blik');
    await blik.waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'submit' }).click();
    await eventIsThere('payframe submit');
    expect(await lines('Events').textContent()).toContain('"error":');
    expect(await page.getByRole('button', { name: 'create token' }).isVisible()).toBe(false);
    expect(await findings(page.mainFrame())).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await screenshot(page, 'playground-payment');
    expect(await code()).toContain("currency: 'pln'".replaceAll("'", '"'));
    await runCode(['payment']);
    await blik.waitFor({ state: 'attached' });
  });

  test('shows all that crosses the wire, in which there is no digit of the card', async () => {
    await visit();
    await clickInto(field('card', 'Card number'));
    await page.keyboard.type(cards.visa);
    await expect.poll(() => lines('What crosses the wire').textContent()).toContain('frame → page change');
    await page.getByRole('button', { name: 'create token' }).click();
    await expect.poll(() => lines('What crosses the wire').textContent()).toContain('page → frame call');
    await expect.poll(() => lines('What crosses the wire').textContent()).toContain('frame → page result');
    expect(await lines('What crosses the wire').textContent()).not.toContain('42424242');
  });

  test('says what is wrong with JSON, and goes on without it', async () => {
    await visit();
    await page.getByLabel('More options, as JSON').fill('{style');
    await page.getByLabel('More options, as JSON').blur();
    await expect.poll(() => page.locator('#more-error').textContent()).toMatch(/JSON/);
    await eventIsThere('card ready');
  });

  test('makes a token, and copies the code for React', async () => {
    await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await choose('Element', 'iban');
    await eventIsThere('iban ready');
    await page.getByRole('button', { name: 'focus' }).click();
    await page.keyboard.type('DE89370400440532013000');
    await expect.poll(() => lines('Events').textContent()).toContain('"complete":true');
    await page.getByRole('button', { name: 'create token' }).click();
    await eventIsThere('payframe createToken');
    expect(await lines('Events').textContent()).toContain('tok_');
    await page.getByRole('button', { name: 'React' }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      '<IbanElement options={options} />',
    );
  });

  test.each<[string, BrowserContextOptions]>([
    ['desktop', {}],
    ['phone', { viewport: { width: 360, height: 740 } }],
    ['dark', { colorScheme: 'dark' }],
  ])('has nothing that axe-core finds, and fits: %s', async (name, options) => {
    await visit(options);
    await choose('Direction', 'rtl');
    await eventIsThere('card ready');
    expect(await findings(page.mainFrame())).toEqual([]);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await screenshot(page, `playground-${name}`);
  });
});
