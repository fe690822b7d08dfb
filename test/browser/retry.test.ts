/** A field that could not be loaded, in the bindings: a person reads so, presses the button, and pays. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shares } from '../thorough.js';
import { findings } from './axe.js';
import { openApp } from './bundled.js';
import {
  type Checkout,
  type Checkouts,
  cards,
  expiry,
  type PageOptions,
  startCheckouts,
} from './checkout.js';
import { gotFocus } from './focus.js';
import { FRAME_PATH, json, PAYMENT_METHODS_PATH, paymentMethod, SCRIPT_PATH, startHost } from './hosts.js';
import { screenshot } from './screens.js';
import type { Answer, TestServer } from './servers.js';

let shop: Checkouts;
let host: TestServer;
let answers: Record<string, Answer>;
let healthy: Answer;

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/element.mjs'] = {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: await readFile(new URL('../../dist/element.mjs', import.meta.url), 'utf8'),
  };
});

beforeEach(async () => {
  answers = { [PAYMENT_METHODS_PATH]: json(paymentMethod) };
  host = await startHost(answers);
  healthy = answers[FRAME_PATH] as Answer;
  answers[FRAME_PATH] = { status: 500, body: 'Internal Server Error' };
});

afterEach(async () => {
  await shop.closePages();
  await host.close();
});

afterAll(() => shop?.close());

/** Opens a page of custom elements whose button pays. */
function openElement(options: PageOptions): Promise<Checkout> {
  const before = () => {
    window.seen = [];
    for (const type of ['ready', 'change', 'loaderror'])
      document.addEventListener(
        type,
        (event) =>
          window.seen.push({ ...JSON.parse(JSON.stringify((event as CustomEvent).detail ?? {})), type }),
        true,
      );
    document.addEventListener('click', async ({ target }) => {
      if ((target as Element).id !== 'pay') return;
      const card = document.querySelector('payframe-card');
      const { paymentMethod, error } = (await card?.createPaymentMethod()) ?? {};
      const output = document.querySelector('output');
      if (output) output.textContent = paymentMethod?.id ?? error?.code ?? '';
    });
  };
  const body = `<script type="module" src="/element.mjs"></script><label for="card">Card</label>
    <payframe-card id="card" host="${options.host}" publishable-key="${shop.sandbox.publishableKey}"
      options='{"hidePostalCode":true}'></payframe-card><button type="button" id="pay">Pay</button><output></output>`;
  return shop.open({ ...options, mount: false, script: false, before, body });
}

const bindings: [string, (options: PageOptions) => Promise<Checkout>][] = [
  ['React', (options) => openApp(shop, 'react-page.tsx', options)],
  ['Vue', (options) => openApp(shop, 'vue-page.ts', options)],
  ['an element', openElement],
];

/** Opens a checkout whose field does not come, and lets its time pass. */
async function openFailed(open: (options: PageOptions) => Promise<Checkout>): Promise<Checkout> {
  const checkout = await open({ host: host.url });
  const { page } = checkout;
  await page.clock.install();
  // Again, with a clock that the test turns on.
  await page.goto('about:blank');
  host.requests.length = 0;
  await page.goBack();
  await expect.poll(() => host.requests.some(({ url }) => url === FRAME_PATH)).toBe(true);
  await page.clock.runFor(10_000);
  await page.getByText('This field could not be loaded.').waitFor();
  return checkout;
}

describe('a field in', () => {
  for (const [rows, options] of shares(bindings, bindings.length))
    test.for(rows)(
      '%s that does not come says so, and comes by the keyboard once the host is back',
      options,
      async ([name, open]) => {
        const checkout = await openFailed(open);
        const { page } = checkout;
        const note = page.getByRole('alert').filter({ hasText: 'This field could not be loaded.' });
        expect(await note.count()).toBe(1);
        expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
        // The pages of these apps have neither landmarks nor headings.
        const found = await findings(page.mainFrame());
        expect(found.filter((finding) => !/^(?:landmark|page-has-heading|region)/.test(finding))).toEqual([]);
        await screenshot(page, `retry-${name}`);
        await page.setViewportSize({ width: 360, height: 640 });
        await screenshot(page, `retry-${name}-360`);
        answers[FRAME_PATH] = healthy;
        await page.keyboard.press('Tab');
        await gotFocus(page.getByRole('button', { name: 'Try again' }));
        await page.keyboard.press('Enter');
        await gotFocus(checkout.number);
        await page.keyboard.type(`${cards.visa}${expiry.typed}123`);
        await checkout.change({ complete: true });
        expect(await note.count()).toBe(0);
        await page.getByRole('button', { name: 'Pay' }).click();
        await expect.poll(() => page.getByRole('status').textContent()).toBe('pm_1');
      },
    );

  test('an element says so too where the script does not come', async () => {
    const script = answers[SCRIPT_PATH] as Answer;
    answers[SCRIPT_PATH] = { status: 503, body: '' };
    answers[FRAME_PATH] = healthy;
    const checkout = await openElement({ host: host.url });
    const { page } = checkout;
    await page.getByText('This field could not be loaded.').waitFor();
    answers[SCRIPT_PATH] = script;
    await page.getByRole('button', { name: 'Try again' }).press('Space');
    await gotFocus(checkout.number);
    await checkout.typeCard();
  });

  test('an element shows its words in the page’s direction, font and colours', async () => {
    const { page } = await openFailed(openElement);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
      document.body.style.cssText = 'background:#111;color:#eee;font:20px serif';
    });
    const button = page.getByRole('button', { name: 'Try again' });
    const text = page.getByText('This field could not be loaded.');
    const style = await button.evaluate((node) => {
      const { color, fontSize, backgroundColor } = getComputedStyle(node);
      return { color, fontSize, backgroundColor };
    });
    expect(style).toEqual({
      color: 'rgb(238, 238, 238)',
      fontSize: '20px',
      backgroundColor: 'rgba(0, 0, 0, 0)',
    });
    const [first, second] = await Promise.all([text.boundingBox(), button.boundingBox()]);
    expect(first?.x).toBeGreaterThan(second?.x ?? Number.NaN);
    expect(second?.height).toBeGreaterThanOrEqual(24);
    await screenshot(page, 'retry-dark-rtl');
  });
});
