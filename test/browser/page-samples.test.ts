/** The guides' pieces of HTML and CSS, and their ways to load the SDK, on pages as their reader writes them. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillCard, payByWallet } from '../../src/testing/index.js';
import { snippetWith } from '../docs/markdown.js';
import { afterChange, scriptOf } from '../docs/samples/modules.js';
import { runScript, type Scope } from '../docs/samples/run.js';
import { officialClient } from '../sandbox/official.js';
import { whole } from '../testing/scenarios.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, type PageOptions, startCheckouts } from './checkout.js';
import { findChromium } from './chromium-binary.js';
import { newIntent } from './payment-form.js';
import { buildSamples } from './sample-app.js';

let shop: Checkouts;
let sent = '';

const javascript = { 'content-type': 'text/javascript; charset=utf-8' };

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/element.mjs'] = { headers: javascript, body: await readFile('dist/element.mjs', 'utf8') };
  shop.answers['/pay'] = async (request, response) => {
    sent = await text(request);
    response.end('<h1>Thank you</h1>');
  };
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

/** A guide's text with the reader's own key and host. */
function own(code: string): string {
  const { publishableKey, url } = shop.sandbox;
  return code.replaceAll('pk_test_…', publishableKey).replace(/https:\/\/pay\.example\.(?:com|net)/g, url);
}

const open = async (code: string, options: PageOptions = {}) =>
  shop.open({ mount: false, script: false, body: own(code), ...options });

const number = (page: Page) =>
  page.frameLocator('iframe').getByRole('textbox', { name: /^(?:Card number|Kartennummer)$/ });

const ELEMENTS = '<script type="module" src="/element.mjs"></script>';

describe('custom elements', () => {
  const FORMS = [
    { guide: 'docs/custom-elements.md', samples: ['name="payment_method"'] },
    { guide: 'examples/html/README.md', samples: ['name="payment_method"'] },
  ];

  for (const [rows, options] of shares(FORMS, FORMS.length))
    test.each(rows)('$guide: the form has the id of a PaymentMethod', options, async ({ guide, samples }) => {
      const { page, console } = await open(snippetWith(guide, samples[0] ?? '').code);
      await number(page).waitFor();
      await page.getByText('Card', { exact: true }).click();
      await fillCard(page, whole(cards.visa));
      await page.getByRole('button', { name: 'Pay' }).click();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      const id = new URLSearchParams(sent).get('payment_method') ?? '';
      expect((await officialClient(shop.sandbox).paymentMethods.retrieve(id)).card?.last4).toBe('4242');
      expect(console).toEqual([]);
    });

  test('a field that could not be loaded says so in the words of its attributes', THOROUGH, async () => {
    const { code } = snippetWith('docs/custom-elements.md', 'load-error-text=');
    const { page } = await open('<main></main>');
    await page.route('**/frame/**', (route) => route.abort());
    await page.evaluate((html) => {
      document.querySelector('main')?.setHTMLUnsafe(html);
    }, own(code));
    await page.addScriptTag({ url: '/element.mjs', type: 'module' });
    await page.getByText('Das Feld konnte nicht geladen werden.').waitFor();
    await page.unroute('**/frame/**');
    await page.getByRole('button', { name: 'Erneut versuchen' }).click();
    await number(page).waitFor();
  });

  test('the style sheet reaches the element and the texts in its frame', THOROUGH, async () => {
    const { code } = snippetWith('docs/custom-elements.md', '--payframe-placeholder-color');
    const form = snippetWith('docs/custom-elements.md', 'name="payment_method"').code;
    const { page } = await open('');
    // Without the style sheet of the tests' own shop.
    shop.answers['/styled'] = own(`<!doctype html><style>${code}</style>${form}`);
    await page.goto(`${shop.shop.url}/styled`);
    const card = page.locator('payframe-card');
    const border = () => card.evaluate((node) => getComputedStyle(node).borderTopColor);
    await number(page).waitFor();
    expect(await border()).toBe('rgb(140, 132, 116)');
    const placeholder = () =>
      number(page).evaluate((input) => getComputedStyle(input, '::placeholder').color);
    await expect.poll(placeholder).toBe('rgb(119, 112, 99)');
    await number(page).click();
    await expect
      .poll(() => card.evaluate((node) => getComputedStyle(node).outlineColor))
      .toBe('rgb(43, 90, 77)');
    await page.keyboard.type(cards.visa.replace(/2$/, '1'));
    await expect.poll(border).toBe('rgb(179, 38, 30)');
  });

  test('a wallet pays with the objects that its element has', THOROUGH, async () => {
    const { code } = snippetWith('docs/express-checkout.md', '<payframe-express-checkout');
    const { page } = await open(code + ELEMENTS);
    const clientSecret = await newIntent(shop, { currency: 'usd', payment_method_types: ['card'] });
    await page.evaluate((secret) => {
      const express = document.getElementById('express') as HTMLElement & Scope;
      express.addEventListener('confirm', async () => {
        const { elements, payframe } = express;
        await elements?.submit();
        const given = { elements, clientSecret: secret, redirect: 'if_required' } as const;
        document.title = (await payframe?.confirmPayment(given))?.paymentIntent?.status ?? '';
      });
    }, clientSecret);
    await payByWallet(page, 'google_pay');
    await expect.poll(() => page.title()).toBe('succeeded');
  });
});

describe('a script tag', () => {
  const isThere = (page: Page) =>
    expect.poll(() => page.evaluate(() => typeof window.Payframe)).toBe('function');

  /** A page with a policy and the script's tag, on which a card is mounted. */
  async function openWithPolicy(headers: Record<string, string>, tag: string) {
    const { page } = await open(`<div id="card"></div>${tag}`, { headers });
    await isThere(page);
    const { publishableKey } = shop.sandbox;
    await page.evaluate(
      (key) => window.Payframe(key).elements().create('card').mount('#card'),
      publishableKey,
    );
    await number(page).waitFor();
    return { violations: await page.evaluate(() => window.violations) };
  }

  test('docs/csp.md: with a nonce is all that a strict policy has to allow for the script', async () => {
    const { code } = snippetWith('docs/csp.md', '<script nonce="…"');
    const policy = `script-src 'nonce-r4nd0m' 'strict-dynamic'; frame-src ${shop.sandbox.url}`;
    const headers = { 'content-security-policy': policy };
    expect(await openWithPolicy(headers, code.replace('…', 'r4nd0m'))).toEqual({ violations: [] });
  });

  const POLICIES = [
    ['README.md', snippetWith('README.md', 'Content-Security-Policy:')],
    ['docs/csp.md', snippetWith('docs/csp.md', 'Content-Security-Policy:')],
    ['examples/script-tag/README.md', snippetWith('examples/script-tag/README.md', "default-src 'none'")],
  ] as const;

  test.each(POLICIES)('%s: with the policy a page shows a field, and breaks no rule', async (_, { code }) => {
    const policy = own(code).replace('Content-Security-Policy: ', '').replaceAll('\n', ' ').trim();
    const tag = snippetWith('examples/script-tag/README.md', 'defer></script>').code;
    expect(await openWithPolicy({ 'content-security-policy': policy }, tag)).toEqual({ violations: [] });
  });

  test(
    'docs/hosting.md: with the hash of a release is run, and with another hash is not',
    THOROUGH,
    async () => {
      const [[path, integrity] = []] = Object.entries(
        JSON.parse(await readFile('dist/integrity.json', 'utf8')),
      );
      const { code } = snippetWith('docs/hosting.md', 'integrity="sha384-…"');
      const ours = code.replace(/\/js\/v1\/[\w-]+\.js/, `${path}`).replace('sha384-…', `${integrity}`);
      await isThere((await open(ours)).page);
      const { page, console } = await open(ours.replace('sha384-', 'sha384-AAAA'));
      await expect.poll(() => console.join()).toMatch(/integrity|digest/);
      expect(await page.evaluate(() => typeof window.Payframe)).toBe('undefined');
    },
  );

  test('examples/script-tag/README.md: is deferred', async () => {
    const { page } = await open(snippetWith('examples/script-tag/README.md', 'defer></script>').code);
    await isThere(page);
  });

  test('docs/migrating.md: replaces that of Stripe.js', async () => {
    const { code } = afterChange(snippetWith('docs/migrating.md', 'src="https://js.stripe.com/…"'));
    const { page } = await open(code);
    expect(await page.evaluate('typeof stripe.elements')).toBe('function');
  });
});

describe('the object', () => {
  /** Scripts that import the SDK, and what each has then. */
  const MODULES = [
    { guide: 'README.md', samples: ["import { loadPayframe } from 'payframe'"], object: 'sample.payframe' },
    {
      guide: 'README.md',
      samples: ["import integrity from 'payframe/integrity.json'"],
      object: 'sample.payframe',
    },
    { guide: 'docs/frameworks.md', samples: ['// payframe.ts'], object: 'await sample.payframe' },
    { guide: 'docs/migrating.md', samples: ['-import { loadStripe }'], object: 'sample.stripe' },
    {
      guide: 'docs/migrating.md',
      samples: ["import type { Stripe } from '@stripe/stripe-js'"],
      object: 'await sample.stripe',
    },
    { guide: 'docs/migrating.md', samples: ['// stripe-global.js'], object: "window.Stripe('pk_test_…')" },
    { guide: 'docs/migrating.md', samples: ['// stripe-global.ts'], object: "window.Stripe('pk_test_…')" },
  ];

  for (const [rows, options] of shares(MODULES, 4))
    test.each(rows)('$guide: $samples.0 gives it', options, async ({ guide, samples, object }) => {
      const entry = `import * as sample from './sample';
        const object = ${object};
        object.elements().create('card').mount('#card');`;
      const code = own(await buildSamples({ guide, samples, entry }));
      const path = `/${snippetWith(guide, samples[0] ?? '').line}-of-${guide}.js`;
      shop.answers[path] = { headers: javascript, body: code };
      const { page } = await open(`<div id="card"></div><script type="module" src="${path}"></script>`);
      await number(page).waitFor();
    });
});

/** Runs a sample of a shop's test, which sees the page from outside. */
function run(sample: ReturnType<typeof snippetWith>, scope: Scope): Promise<Scope> {
  const { code = '', names = [] } = scriptOf(sample) ?? {};
  return runScript({ code: code.replaceAll('http://127.0.0.1:4242', shop.sandbox.url), names }, scope, []);
}

test("docs/platforms.md: a shop's test gets through the onboarding by one press", THOROUGH, async () => {
  const stripe = officialClient(shop.sandbox);
  const account = await stripe.accounts.create({
    type: 'express',
    capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
  });
  shop.answers['/onboarding/done'] = '<h1>Done</h1>';
  const { url } = await stripe.accountLinks.create({
    account: account.id,
    type: 'account_onboarding',
    refresh_url: `${shop.shop.url}/onboarding/again`,
    return_url: `${shop.shop.url}/onboarding/done`,
  });
  const { page } = await open('');
  await run(snippetWith('docs/platforms.md', 'Fill in test data'), { page, url });
  // The check takes a second.
  const isEnabled = async () => (await stripe.accounts.retrieve(account.id)).charges_enabled;
  await expect.poll(isEnabled).toBe(true);
});

describe('a page whose address of Stripe.js is fixed', () => {
  const PAGE = `<div id="card"></div><script src="https://js.stripe.com/clover/stripe.js"></script>
    <script>Stripe('pk_test_…').elements().create('card').mount('#card')</script>`;
  const playwright = () => snippetWith('docs/migrating.md', 'await page.route(');

  test('gets the SDK by Playwright', async () => {
    const { page } = await shop.open({ mount: false, script: false, body: '' });
    await run(playwright(), { page });
    shop.answers['/fixed'] = own(PAGE);
    await page.goto(`${shop.shop.url}/fixed`);
    await number(page).waitFor();
  });

  test('gets the SDK by Puppeteer', THOROUGH, async () => {
    const { path, env } = await findChromium();
    const browser = await puppeteer.launch({
      executablePath: path,
      env: { ...process.env, ...env },
      args: ['--no-sandbox'],
    });
    try {
      const { body } = await run(playwright(), { page: { route() {} } });
      const { page } = await run(snippetWith('docs/migrating.md', 'setRequestInterception'), {
        body,
        browser,
      });
      shop.answers['/fixed'] = own(PAGE);
      await page.goto(`${shop.shop.url}/fixed`);
      await page.waitForSelector('#card iframe');
    } finally {
      await browser.close();
    }
  });
});
