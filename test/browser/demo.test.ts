import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authoriseAtBank, failAtBank, payByMethod } from '../../src/testing/index.js';
import { THOROUGH } from '../thorough.js';
import { sharedBrowser } from './chromium.js';
import { clickInto } from './click-into.js';
import { type DemoShop, startDemoShop } from './demo-shop.js';
import { gotFocus } from './focus.js';
import { colours } from './pixels.js';
import { press } from './press.js';
import { screenshot } from './screens.js';
import { watchTroubles } from './troubles.js';

const visa = '4242424242424242';

let browser: Browser;
let demo: DemoShop;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  [browser, demo] = await Promise.all([sharedBrowser(), startDemoShop()]);
});

afterEach(async () => {
  await page?.context().close();
  expect(troubles).toEqual([]);
});

afterAll(() => demo?.close());

const field = () => page.frameLocator('#payment-element iframe');
const number = () => field().getByLabel('Card number');

async function prepare(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  troubles = await watchTroubles(page, [demo.url, demo.sandbox.url]);
}

async function visit(options: BrowserContextOptions = {}) {
  await prepare(options);
  await page.goto(demo.url);
}

/** Types a card as a person does: into the first field, and on. */
async function typeCard(digits = visa, rest = '1234123') {
  await clickInto(number());
  await page.keyboard.type(digits + rest);
}

async function fillInShopper() {
  await page.fill('#email', 'ada@example.com');
  await page.fill('#name', 'Ada Lovelace');
}

async function fillIn(digits?: string) {
  await fillInShopper();
  await typeCard(digits);
}

/** Chooses a country, and waits until the form has its methods. */
async function shipTo(country: string, method: string) {
  await page.getByLabel('Country').selectOption(country);
  await field().locator(`#panel-${method}`).waitFor({ state: 'attached' });
}

const pay = () => press(page.locator('#pay'));

const text = async (selector: string) => (await page.locator(selector).textContent()) ?? '';

// Chromium itself writes requests that failed, or were refused, on the console.
function forgetFailedRequests() {
  const others = troubles.filter((trouble) => !trouble.startsWith('console error: Failed to load resource'));
  troubles.splice(0, troubles.length, ...others);
}

describe('a shopper', () => {
  test('pays with a test card, whose brand, last four digits and expiry the shop learns, and again with another card after that', async () => {
    await visit();
    await fillIn();
    await screenshot(page, 'demo-filled');
    await pay();
    await page.waitForSelector('#success:visible');
    expect(await text('#success-method')).toBe('Visa •••• 4242, expires 12/2034');
    expect(await text('#success-title')).toBe('Thank you, Ada Lovelace');
    await screenshot(page, 'demo-success');
    await page.click('#again');
    await gotFocus(number());
    await page.keyboard.type('378282246310005' + '1234' + '1234');
    await pay();
    await page.waitForSelector('#success:visible');
    expect(await text('#success-method')).toBe('American Express •••• 0005, expires 12/2034');
  });

  test('saves a card, pays with it the next time, and is refunded', THOROUGH, async () => {
    await visit();
    await fillIn();
    await page.getByLabel('Save this method for next time').check();
    await pay();
    await page.click('#again');
    await page.getByRole('radio', { name: 'Visa •••• 4242, expires 12/2034' }).waitFor();
    await screenshot(page, 'demo-saved');
    expect(await page.locator('#payment-element').isVisible()).toBe(false);
    await pay();
    await page.waitForSelector('#success:visible');
    expect(await text('#success-method')).toBe('Visa •••• 4242, expires 12/2034');
    await page.getByRole('button', { name: 'Refund this payment' }).click();
    await expect.poll(() => text('#refund-status')).toMatch(/^Refunded/);
    await expect
      .poll(() => page.getByRole('button', { name: 'Refund this payment' }).isDisabled())
      .toBe(true);
    // It is still there for who comes back.
    await page.reload();
    await page.getByRole('radio', { name: 'Visa •••• 4242, expires 12/2034' }).waitFor();
    await page.getByRole('radio', { name: 'Another method' }).check();
    expect(await page.locator('#payment-element').isVisible()).toBe(true);
  });

  test('is asked by the bank, and pays once the bank is content', THOROUGH, async () => {
    await visit();
    await fillIn('4000002760003184');
    await pay();
    const bank = page.frameLocator('iframe[src*="challenge"]').frameLocator('iframe');
    await bank.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForSelector('#success:visible');
    expect(await text('#success-method')).toContain('3184');
  });

  test('is told of a decline in words, and pays with another card', THOROUGH, async () => {
    await visit();
    await fillIn('4000000000009995');
    await pay();
    await expect.poll(() => text('#payment-error')).toMatch(/insufficient funds/i);
    await number().fill('');
    await typeCard();
    await pay();
    await page.waitForSelector('#success:visible');
    forgetFailedRequests();
  });

  test('sees each event as it reaches the shop', THOROUGH, async () => {
    await visit();
    await fillIn();
    await pay();
    await page.waitForSelector('#success:visible');
    const events = page.locator('#events-log li');
    await events.filter({ hasText: 'payment_intent.succeeded' }).first().waitFor();
    await page.getByRole('button', { name: 'Refund this payment' }).click();
    await events.filter({ hasText: 'charge.refunded' }).first().waitFor();
  });

  test('sees the prices and the methods of the country that it ships to', THOROUGH, async () => {
    await visit();
    await expect.poll(() => text('#total')).toBe('€36.00');
    await shipTo('PL', 'p24');
    await expect.poll(() => text('#total')).toMatch(/^zł\s165\.00$/);
    await expect.poll(() => text('#pay-label')).toMatch(/^Pay zł\s165\.00$/);
    await screenshot(page, 'demo-poland');
    await expect.poll(() => field().locator('#panel-sepa_debit').count()).toBe(0);
  });

  test('authorises a payment on the page of a bank, and comes back to the receipt', async () => {
    await visit();
    await fillInShopper();
    await shipTo('NL', 'ideal');
    await payByMethod(page, 'ideal');
    await screenshot(page, 'demo-ideal');
    await pay();
    await authoriseAtBank(page);
    await page.waitForSelector('#success:visible');
    expect(await text('#success-title')).toBe('Thank you, Ada Lovelace');
    expect(await text('#success-method')).toBe('iDEAL');
    expect(new URL(page.url()).search).toBe('');
    await screenshot(page, 'demo-ideal-success');
  });

  test(
    'refuses at a bank, finds what was typed, and pays the same payment with a card',
    THOROUGH,
    async () => {
      await visit();
      await fillInShopper();
      await shipTo('NL', 'ideal');
      await payByMethod(page, 'ideal');
      await pay();
      await failAtBank(page);
      await expect.poll(() => text('#form-error')).not.toBe('');
      await screenshot(page, 'demo-ideal-failed');
      expect(await page.inputValue('#name')).toBe('Ada Lovelace');
      await expect.poll(() => text('#total')).toBe('€38.00');
      await payByMethod(page, 'card');
      await typeCard();
      await pay();
      await page.waitForSelector('#success:visible');
      expect(await text('#success-method')).toContain('Visa');
    },
  );

  test('reads why a bank refused, also where the form appears after that', THOROUGH, async () => {
    await visit();
    await fillInShopper();
    await shipTo('NL', 'ideal');
    await payByMethod(page, 'ideal');
    await pay();
    let goOn = () => {};
    const shown = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route('**/v1/elements/sessions*', (route) => shown.then(() => route.continue()));
    await failAtBank(page);
    await expect.poll(() => text('#form-error')).not.toBe('');
    goOn();
    await number().waitFor();
    // The form has told the page of its state before it takes a key.
    await clickInto(page.locator('#email'));
    await shipTo('DE', 'sepa_debit');
    expect(await text('#form-error')).not.toBe('');
  });

  test('pays with the keyboard alone', THOROUGH, async () => {
    await visit();
    const strike = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await strike('Tab', 'Tab');
    await page.keyboard.type('ada@example.com');
    await strike('Tab');
    await page.keyboard.type('Ada Lovelace');
    await strike('Tab');
    await gotFocus(page.locator('#country'));
    await strike('Tab');
    await gotFocus(field().getByRole('radio', { name: 'Card' }));
    await strike('Tab');
    await gotFocus(number());
    await page.keyboard.type(`${visa}1234123`);
    await strike('Tab');
    await gotFocus(field().getByRole('button'));
    await strike('Tab');
    await gotFocus(page.locator('#save'));
    await strike('Tab');
    await gotFocus(page.locator('#pay'));
    await strike('Enter');
    await page.waitForSelector('#success:visible');
    await gotFocus(page.locator('#success-title'));
    await strike('Tab', 'Enter');
    await gotFocus(number());
    await page.keyboard.type(`${visa}1234123`);
    // Enter in a field pays, as in any form.
    await strike('Enter');
    await page.waitForSelector('#success:visible');
  });

  test('is told of a mistyped number under the field, and cannot pay with it, and why a card that is no test card is refused, and keeps what was typed', async () => {
    await visit();
    await typeCard('4242424242424241', '');
    await page.keyboard.press('Tab');
    await field()
      .getByText(/number is invalid/i)
      .waitFor();
    await page.locator('#payment-element.StripeElement--invalid').waitFor();
    expect(await page.isDisabled('#pay')).toBe(true);
    await screenshot(page, 'demo-mistyped');
    await number().fill('');
    await fillIn('4242000000000000');
    await pay();
    await page.waitForFunction(() => document.getElementById('payment-error')?.textContent);
    expect(await text('#payment-error')).toMatch(/test/i);
    expect(await page.inputValue('#email')).toBe('ada@example.com');
    expect(await field().getByLabel('Expiration date').inputValue()).toBe('12 / 34');
    await expect.poll(() => page.isEnabled('#pay')).toBe(true);
    await screenshot(page, 'demo-refused');
    forgetFailedRequests();
  });

  test('is told what is missing beside the card, at the field that lacks it', THOROUGH, async () => {
    await visit();
    await typeCard();
    await page.fill('#email', 'ada');
    await pay();
    await expect.poll(() => text('#email-error')).toMatch(/email address/);
    await expect.poll(() => text('#name-error')).toMatch(/name/);
    await gotFocus(page.locator('#email'));
    await page.fill('#email', 'ada@example.com');
    expect(await text('#email-error')).toBe('');
    expect(await text('#name-error')).toMatch(/name/);
  });

  test('who clicks twice pays once', THOROUGH, async () => {
    await visit();
    const posts: string[] = [];
    page.on(
      'request',
      (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname),
    );
    await fillIn();
    await page.evaluate(() => {
      for (let click = 0; click < 3; click += 1) document.getElementById('pay')?.click();
    });
    await page.waitForSelector('#success:visible');
    // The form may have asked for its methods meanwhile.
    const paying = posts.filter((path) => !path.endsWith('/sessions'));
    expect(paying).toEqual(['/pay', expect.stringMatching(/\/confirm$/), '/receipt']);
  });
});

describe('when something fails', THOROUGH, () => {
  test('a blocked script is said, what was typed stays, and trying again works', async () => {
    await prepare();
    await page.route('**/js/v1/payframe.js', (route) => route.abort());
    await page.goto(demo.url);
    await page.fill('#email', 'ada@example.com');
    await expect.poll(() => text('#load-failure')).toMatch(/could not be loaded/);
    await screenshot(page, 'demo-blocked');
    await page.click('#retry');
    await page.waitForSelector('#load-failure:visible');
    await page.unroute('**/js/v1/payframe.js');
    await page.click('#retry');
    await fillIn();
    await pay();
    await page.waitForSelector('#success:visible');
    forgetFailedRequests();
  });

  test('a field that does not load is said, and trying again works', async () => {
    await prepare();
    await page.clock.install();
    await page.route('**/payment.html', (route) => route.abort());
    await page.goto(demo.url);
    await page.fill('#email', 'ada@example.com');
    expect(await page.isVisible('#load-failure')).toBe(false);
    await page.clock.fastForward(11_000);
    await page.waitForSelector('#load-failure:visible');
    await page.unroute('**/payment.html');
    await page.click('#retry');
    await fillIn();
    await pay();
    await page.waitForSelector('#success:visible');
    forgetFailedRequests();
  });

  test('a shop that cannot be reached is said, nothing is lost, and paying again works', async () => {
    await visit();
    await fillIn();
    await page.route('**/pay', (route) => route.abort());
    await pay();
    await page.waitForFunction(() => document.getElementById('form-error')?.textContent);
    expect(await text('#form-error')).toMatch(/nothing was charged/);
    await page.unroute('**/pay');
    await pay();
    await page.waitForSelector('#success:visible');
    forgetFailedRequests();
  });
});

describe('what crossed the wire', THOROUGH, () => {
  test('is all there for a visitor to read, and holds no card number, expiry date or CVC', async () => {
    await visit();
    await page.fill('#email', 'ada@example.com');
    await page.fill('#name', 'Ada Lovelace');
    await typeCard(visa, '1134' + '987');
    await pay();
    await page.waitForSelector('#success:visible');
    const log = await text('#wire-log');
    for (const part of ['ready', 'change', 'confirm', 'result', 'POST /pay', 'POST /receipt', 'sepa_debit']) {
      expect(log).toContain(part);
    }
    expect(await text('#wire-verdict')).toMatch(/^\d+ messages, no card number\.$/);
    expect(log).not.toMatch(/4242[ -]?4242/);
    // Not as a part of a longer number, such as a time.
    expect(log).not.toMatch(/(?<!\d)987(?!\d)/);
    // The shop's receipt has the expiry; nothing before it does.
    expect(log.slice(0, log.indexOf('POST /receipt'))).not.toMatch(/\b11 ?\/ ?34\b|\b1134\b/);
  });

  test('holds nothing of the card, where it goes to the shop', async () => {
    await visit();
    const sent = page.waitForRequest('**/pay');
    await fillIn();
    await pay();
    expect(JSON.parse((await sent).postData() ?? '')).toEqual({ country: 'DE', save: false });
    await page.waitForSelector('#success:visible');
  });

  test('shows no client secret to who looks at the screen', async () => {
    await visit();
    await fillIn();
    await pay();
    await page.waitForSelector('#success:visible');
    expect(await text('#wire-log')).toContain('_secret_…');
    expect(await text('#wire-log')).not.toMatch(/_secret_\w/);
  });

  test('would show a card number if one crossed', async () => {
    await visit();
    await page.evaluate((number) => new MessageChannel().port1.postMessage({ type: 'change', number }), visa);
    expect(await text('#wire-verdict')).toMatch(/1 card number!$/);
  });
});

describe('the page', THOROUGH, () => {
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  test('moves nothing while the field loads', async () => {
    await prepare();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      const observer = new PerformanceObserver((list) =>
        shifts.push(...list.getEntries().map((entry) => (entry as unknown as { value: number }).value)),
      );
      observer.observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(demo.url, { waitUntil: 'commit' });
    await page.waitForSelector('#pay');
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(({ sheet }) => sheet),
    );
    const before = await page.locator('#pay').boundingBox();
    await number().waitFor();
    await expect.poll(() => text('#wire-log')).toContain('ready');
    await page.evaluate(async () => {
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    });
    expect(await page.locator('#pay').boundingBox()).toEqual(before);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test.each([
    [
      'a phone of 360 pixels',
      'phone',
      { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true },
    ],
    ['200 % zoom', 'zoom', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
    ['400 % zoom', 'zoom-400', { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 }],
  ])('fits on %s, the payment form too', async (_, name, options) => {
    await visit(options);
    await fillIn();
    await page.locator('#payment-element').scrollIntoViewIfNeeded();
    await screenshot(page, `demo-${name}`, { fullPage: false });
    expect(await sideways()).toBe(0);
    const cut = await field()
      .locator('#card')
      .evaluate((card) =>
        [...card.querySelectorAll<HTMLInputElement>('input:not([type=radio])')]
          .filter((input) => {
            const { left, right } = input.getBoundingClientRect();
            const tooNarrow = input.scrollWidth > Math.ceil(right - left);
            return tooNarrow || left < 0 || right > innerWidth + 0.5;
          })
          .map(({ id }) => id),
      );
    expect(cut).toEqual([]);
    await pay();
    await page.waitForSelector('#success:visible');
    await screenshot(page, `demo-${name}-success`);
  });

  test('is dark where the shopper likes it dark, the payment form too', async () => {
    await visit({ colorScheme: 'dark' });
    await fillIn();
    await page.locator('#name').focus();
    const picture = await page.screenshot();
    const frame = await page.locator('#payment-element iframe').boundingBox();
    if (!frame) throw new Error('The field has no frame.');
    // Left edge of the frame, and beside it in the container.
    const y = frame.y + 1;
    const [inside, beside] = await colours(browser, picture, [
      [frame.x + 1, y],
      [frame.x - 3, y],
    ]);
    expect(inside).toBe(beside);
  });

  test('follows the shopper who changes from light to dark', async () => {
    await visit({ colorScheme: 'light' });
    await typeCard();
    const colour = () => number().evaluate((input) => getComputedStyle(input).color);
    const light = await colour();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await expect.poll(colour).not.toBe(light);
  });

  test('reads from right to left where the page does', async () => {
    await visit();
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await fillIn();
    expect(await sideways()).toBe(0);
    await screenshot(page, 'demo-rtl');
    const [form, order] = await Promise.all(
      ['.checkout', '.summary'].map((selector) => page.locator(selector).boundingBox()),
    );
    expect(form?.x).toBeLessThan(order?.x ?? 0);
  });

  test('keeps its edges in forced colours, and still without motion', async () => {
    await visit({ forcedColors: 'active', reducedMotion: 'reduce' });
    await fillIn();
    await screenshot(page, 'demo-forced-colors');
    const border = await number().evaluate((node) => getComputedStyle(node).borderTopWidth);
    expect(border).toBe('1px');
    const turning = await page.locator('.spinner').evaluate((node) => getComputedStyle(node).animationName);
    expect(turning).toBe('none');
  });

  test('names every field, marks errors as such, and has no heading out of order', async () => {
    await visit();
    for (const name of ['Email', 'Full name']) {
      expect(await page.getByRole('textbox', { name }).count()).toBe(1);
    }
    expect(await page.locator('#payment-element iframe').getAttribute('title')).toBeTruthy();
    expect(await page.locator('.error:not([role=alert])').count()).toBe(0);
    const levels = await page.locator('h1, h2, h3').evaluateAll((all) => all.map((node) => node.tagName));
    expect(levels[0]).toBe('H1');
  });
});

describe('the list of test cards', THOROUGH, () => {
  test('copies a number, and says so', async () => {
    await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy 4242 4242 4242 4242' }).click();
    await page.waitForFunction(() => document.getElementById('copied')?.textContent);
    expect(await text('#copied')).toBe('4242 4242 4242 4242 is copied.');
    await clickInto(number());
    await page.keyboard.press('ControlOrMeta+V');
    await page.keyboard.type('123412312345');
    await page.fill('#email', 'ada@example.com');
    await page.fill('#name', 'Ada Lovelace');
    await pay();
    await page.waitForSelector('#success:visible');
  });
});

test('the demo leads to a playground of its form', async () => {
  await visit();
  await press(page.getByRole('link', { name: 'the playground' }));
  await page.getByRole('log').getByText('payment ready').waitFor();
  await page.frameLocator('#payment iframe').getByRole('radio', { name: 'Card' }).waitFor();
});

describe("the shop's server", () => {
  const cookieOf = async () => (await fetch(demo.url)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(demo.url + path, { method: 'POST', body, headers });

  test('serves nothing that holds its secret key', async () => {
    for (const path of [
      '/',
      '/checkout.js',
      '/wire.js',
      '/server.mjs',
      '/payments.mjs',
      '/../server.mjs',
      '/pay',
    ]) {
      expect(await (await fetch(demo.url + path)).text()).not.toContain(demo.sandbox.secretKey.slice(8));
    }
    expect((await fetch(`${demo.url}/server.mjs`)).status).toBe(404);
  });

  test('answers only its own page, and shoppers it knows', async () => {
    const cookie = await cookieOf();
    expect((await post('/pay', '{}', { cookie })).status).toBe(200);
    expect((await post('/pay', '{}')).status).toBe(401);
    expect((await post('/pay', 'null', { cookie })).status).toBe(400);
    expect((await post('/pay', '{', { cookie })).status).toBe(400);
    expect((await post('/pay', 'x'.repeat(10_000), { cookie })).status).toBe(413);
    expect((await post('/pay', '{}', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await fetch(`${demo.url}/pay`)).status).toBe(405);
    expect((await fetch(demo.url, { method: 'DELETE' })).status).toBe(405);
  });

  test('opens one payment for an order, and gives no receipt for one that is not paid', async () => {
    const cookie = await cookieOf();
    const opened = await Promise.all([post('/pay', '{}', { cookie }), post('/pay', '{}', { cookie })]);
    const [first, second] = await Promise.all(opened.map((answer) => answer.json()));
    expect(first).toEqual(second);
    expect((await post('/receipt', '{}', { cookie })).status).toBe(404);
  });

  test("refunds a shopper's own payment, and nobody else's", async () => {
    const others = await cookieOf();
    const opened = await (await post('/pay', '{}', { cookie: others })).json();
    const [id] = opened.client_secret.split('_secret_');
    const body = JSON.stringify({ payment_intent: id });
    expect((await post('/refund', body, { cookie: await cookieOf() })).status).toBe(404);
    expect((await post('/refund', body, { cookie: others })).status).toBe(404);
  });

  test('takes no event that the payment host did not sign', async () => {
    expect((await post('/webhook', '{"type":"payment_intent.succeeded"}')).status).toBe(400);
    const forged = { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
    expect((await post('/webhook', '{}', forged)).status).toBe(400);
  });

  test("allows one host's script and frames, and no inline script or style", async () => {
    const policy = (await fetch(demo.url)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`script-src 'self' ${demo.sandbox.url};`);
    expect(policy).toContain(`frame-src ${demo.sandbox.url};`);
    expect(policy).not.toContain('unsafe');
  });
});
