import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { answerIn, bankIn, challengeIn } from './bank.js';
import { type Checkout, type Checkouts, type PageOptions, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { pressEscape } from './press.js';
import { screenshot } from './screens.js';

/** A card whose bank asks its holder, and one that the bank declines after that. */
const ASKS = 'pm_card_threeDSecure2Required';
const DECLINES = 'pm_card_threeDSecureRequiredChargeDeclined';

const TITLE = 'Confirmation by your bank';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** Asks the API as the shop's server does. */
async function server(method: string, path: string, params: Record<string, string> = {}) {
  const response = await fetch(shop.sandbox.url + path, {
    method,
    headers: { Authorization: `Bearer ${shop.sandbox.secretKey}` },
    ...(method === 'POST' && { body: new URLSearchParams(params) }),
  });
  return (await response.json()) as Record<string, unknown> & { id: string; client_secret: string };
}

/** A payment that the shop's server has confirmed, and whose cardholder has to be asked. */
const paymentIntent = (card = ASKS) =>
  server('POST', '/v1/payment_intents', {
    amount: '1999',
    currency: 'eur',
    confirm: 'true',
    payment_method: card,
    'payment_method_types[]': 'card',
  });

/** Tries one again that failed. */
const confirmAnew = (id: string) =>
  server('POST', `/v1/payment_intents/${id}/confirm`, { payment_method: ASKS });

interface Challenge extends Checkout {
  intent: { id: string; client_secret: string };
  /** The challenge's frame in the page, and the bank's page in that. */
  dialog: FrameLocator;
  bank: FrameLocator;
  /** What the page's call came to, once it has. */
  outcome(): Promise<Outcome>;
}

interface Outcome {
  paymentIntent?: { id: string; status: string };
  error?: { type: string; code: string; message: string; payment_intent: { id: string; status: string } };
}

/** Has the page do what is left; the promise of what it comes to is kept there. */
const act = ({ page }: Checkout, clientSecret: string, index = 0) =>
  page.evaluate(
    (given) => {
      const acting = window.payframe.handleNextAction({ clientSecret: given.clientSecret });
      Object.assign(window, { [`acting${given.index}`]: acting });
    },
    { clientSecret, index },
  );

const outcomeOf = ({ page }: Checkout, number = 0): Promise<Outcome> =>
  page.evaluate(
    async (index) =>
      JSON.parse(JSON.stringify(await (window as unknown as Record<string, unknown>)[`acting${index}`])),
    number,
  );

/** A checkout whose customer is at their bank's page. */
async function openChallenge(options: PageOptions = {}, card = ASKS): Promise<Challenge> {
  const [intent, checkout] = await Promise.all([paymentIntent(card), shop.open(options)]);
  await act(checkout, intent.client_secret);
  const bank = bankIn(checkout.page);
  await bank.getByRole('button', { name: 'Complete authentication' }).waitFor();
  return {
    ...checkout,
    intent,
    dialog: challengeIn(checkout.page),
    bank,
    outcome: () => outcomeOf(checkout),
  };
}

const complete = (challenge: FrameLocator) => answerIn(challenge, 'Complete authentication');
const fail = (challenge: FrameLocator) => answerIn(challenge, 'Fail authentication');
const close = (dialog: FrameLocator) => dialog.getByRole('button', { name: 'Close' });

/** Which node has the focus in each document that has it, save the bank's, which runs no script. */
const focusPath = ({ page }: Checkout) =>
  Promise.all(
    page
      .frames()
      .filter((frame) => !frame.url().includes('/3ds/'))
      .map((frame) =>
        frame.evaluate(() => [
          document.hasFocus(),
          document.activeElement?.id || document.activeElement?.tagName,
        ]),
      ),
  );

const isGone = ({ page }: Checkout) => page.locator('dialog').count();

describe('the cardholder', () => {
  test('completes it, and the payment succeeds', async () => {
    const { bank, dialog, page, intent, outcome, console: lines } = await openChallenge();
    await dialog.getByRole('dialog', { name: TITLE }).waitFor();
    for (const text of ['€19.99', '•••• 3220', 'Test mode']) await bank.getByText(text).waitFor();
    await complete(dialog);
    expect(await outcome()).toEqual({
      paymentIntent: expect.objectContaining({ id: intent.id, status: 'succeeded' }),
    });
    expect(await page.locator('dialog').count()).toBe(0);
    expect(lines).toEqual([]);
  });

  test('fails it: another payment method is needed', async () => {
    const { dialog, intent, outcome } = await openChallenge();
    await fail(dialog);
    const { error, ...rest } = await outcome();
    expect(rest).toEqual({});
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: JSON.parse(readFileSync('src/frame/language/locales/en.json', 'utf8')).authentication_failed,
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
    });
  });

  test('completes it, and the bank declines all the same', THOROUGH, async () => {
    const { dialog, outcome } = await openChallenge({}, DECLINES);
    await complete(dialog);
    expect((await outcome()).error).toMatchObject({ type: 'card_error', code: 'card_declined' });
  });

  test('answers in the bank’s app, and the payment goes on without a word from the bank’s page', async () => {
    const { page, outcome } = await openChallenge();
    const address =
      page
        .frames()
        .find((frame) => frame.url().includes('/3ds/'))
        ?.url() ?? '';
    const body = new URLSearchParams({ outcome: 'complete' });
    await fetch(address, { method: 'POST', body, redirect: 'manual' });
    expect(await outcome()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  const ways: [string, (challenge: Challenge) => Promise<unknown>][] = [
    ['the button', ({ dialog }) => close(dialog).click()],
    ['Escape', async (challenge) => pressEscape(challenge.page)],
    [
      'Escape after a look around',
      async (challenge) => {
        await challenge.dialog.getByRole('heading').click();
        pressEscape(challenge.page);
      },
    ],
    [
      'a close request to the page',
      ({ page }) => page.evaluate(() => document.querySelector('dialog')?.close()),
    ],
  ];
  for (const [rows, options] of shares(ways, ways.length))
    test.for(rows)(
      'closes it by %s: nothing is paid, and the payment can be tried anew',
      options,
      async ([, leave]) => {
        const challenge = await openChallenge();
        await leave(challenge);
        const { error } = await challenge.outcome();
        expect(error).toMatchObject({
          code: 'payment_intent_authentication_failure',
          payment_intent: { id: challenge.intent.id, status: 'requires_payment_method' },
        });
        expect(await isGone(challenge)).toBe(0);
        await confirmAnew(challenge.intent.id);
        await act(challenge, challenge.intent.client_secret);
        await complete(challenge.dialog);
        expect((await challenge.outcome()).paymentIntent?.status).toBe('succeeded');
      },
    );
});

describe('while it is open', THOROUGH, () => {
  const LONG = '<style>html{overflow-y:scroll}</style>';
  const tall = (more: string) =>
    `${more}<button id="before">Before</button><div id="card"></div><div style="height:3000px"></div><button id="after">After</button>`;

  test('the focus is in the dialog, goes round in it, and is back in the card afterwards', async () => {
    const [intent, checkout] = await Promise.all([paymentIntent(), shop.open({ body: tall('') })]);
    const { page } = checkout;
    await clickInto(checkout.expiry);
    await expect.poll(() => focusPath(checkout)).toContainEqual([true, 'expiry']);
    await act(checkout, intent.client_secret);
    const dialog = challengeIn(checkout.page);
    await bankIn(checkout.page).getByRole('button', { name: 'Complete authentication' }).waitFor();
    await expect.poll(() => focusPath(checkout)).toContainEqual([true, 'dialog']);
    const seen = new Set<string>();
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press(press < 8 ? 'Tab' : 'Shift+Tab');
      for (const [has, id] of await focusPath(checkout)) if (has) seen.add(`${id}`);
    }
    expect([...seen].sort()).toEqual(['IFRAME', 'close']);
    await close(dialog).click();
    await outcomeOf(checkout);
    await expect.poll(() => checkout.frame().evaluate(() => document.hasFocus())).toBe(true);
    // From where it was.
    await page.keyboard.press('Tab');
    await expect.poll(() => focusPath(checkout)).toContainEqual([true, 'cvc']);
  });

  test.for([
    ['a plain page', ''],
    ['a page whose root scrolls', LONG],
    ['a page whose body scrolls', '<style>html,body{height:100%}body{overflow:hidden auto}</style>'],
    [
      'a page that hides dialogs',
      '<style>*{transition:all 2s!important}dialog,iframe{display:none!important;height:9px!important;transform:scale(.1)}#card iframe{display:block!important;transform:none;height:24px!important}</style>',
    ],
  ])('%s cannot be scrolled behind it, and is where it was afterwards', async ([, style]) => {
    const challenge = await openChallenge({ body: tall(style as string) });
    const { page, dialog, bank } = challenge;
    await page.evaluate(() => scrollTo(0, 0));
    const top = () => page.evaluate(() => [scrollY, document.body.scrollTop]);
    const width = () => page.evaluate(() => document.body.clientWidth);
    const before = await width();
    for (const spot of [dialog.getByRole('heading'), bank.getByRole('heading')]) {
      await spot.hover();
      await page.mouse.wheel(0, 600);
    }
    for (const key of ['PageDown', 'End', 'Space']) await page.keyboard.press(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await top()).toEqual([0, 0]);
    const box = await page.locator('dialog iframe').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, height: 360 });
    await close(dialog).click();
    await challenge.outcome();
    expect(await width()).toBe(before);
    await page.mouse.wheel(0, 600);
    await expect.poll(async () => (await top()).some((offset) => offset > 0)).toBe(true);
  });

  test('nothing of the page can be clicked', async () => {
    const challenge = await openChallenge({ body: tall('') });
    await challenge.page.evaluate(() => {
      document.addEventListener('click', () => Object.assign(window, { clicked: true }));
    });
    await challenge.page.mouse.click(30, 20);
    expect(await challenge.page.evaluate(() => 'clicked' in window)).toBe(false);
    await challenge.dialog.getByRole('heading').waitFor();
  });
});

describe('whoever is not the bank', () => {
  const forged = () => {
    const message = { type: 'authenticated' };
    const frames = [window.frames, ...Array.from({ length: window.length }, (_, index) => window[index])];
    for (const frame of frames as Window[]) frame.postMessage(message, '*');
  };

  test('completes nothing by a message, from the page or from a frame in it', async () => {
    const challenge = await openChallenge();
    const { page, intent, dialog } = challenge;
    const reads = () =>
      challenge.requests.filter(({ url }) => url.endsWith(`/v1/payment_intents/${intent.id}`)).length;
    const before = reads();
    await page.evaluate(forged);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.srcdoc = `<script>for (let i = 0; i < parent.length; i++) parent[i].postMessage({ type: 'authenticated' }, '*')</script>`;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    await dialog.getByRole('heading').click();
    await complete(challenge.dialog);
    expect((await challenge.outcome()).paymentIntent).toMatchObject({ id: intent.id, status: 'succeeded' });
    expect(reads()).toBe(before + 1);
  });

  test('cannot show the bank’s page in a frame of its own, and completes nothing by leading the bank’s frame back early', async () => {
    const challenge = await openChallenge();
    const url = challenge.page
      .frames()
      .find((frame) => frame.url().includes('/3ds/'))
      ?.url();
    const { page } = await shop.open({ mount: false, body: `<iframe title="stolen" src="${url}"></iframe>` });
    await page.frameLocator('iframe').getByText('Not in this frame').waitFor();
    await challenge.page.evaluate((host) => {
      const inner = document.querySelector<HTMLIFrameElement>('dialog iframe')?.contentWindow?.[0] as Window;
      inner.location = `${host}/frame/v1/authenticated.html`;
    }, shop.sandbox.url);
    const { error } = await challenge.outcome();
    expect(error).toMatchObject({ code: 'payment_intent_authentication_failure' });
    expect(await server('GET', `/v1/payment_intents/${challenge.intent.id}`)).toMatchObject({
      status: 'requires_payment_method',
    });
  });
});

describe('on a cross-origin isolated page', THOROUGH, () => {
  const headers = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  const unpaid = () => server('POST', '/v1/payment_intents', { amount: '1999', currency: 'eur' });
  const openIsolated = async () => {
    const checkout = await shop.open({ headers });
    expect(await checkout.page.evaluate(() => crossOriginIsolated)).toBe(true);
    return checkout;
  };

  test('the customer goes to the bank, and from there to return_url, with what the page has put into it', async () => {
    const [checkout, intent] = await Promise.all([openIsolated(), unpaid()]);
    const { page } = checkout;
    shop.answers['/done'] = '<!doctype html><title>Done</title>';
    const secret = `payment_intent_client_secret=${intent.client_secret}`;
    await checkout.typeCard('4000000000003220');
    await page.evaluate(
      ([clientSecret, return_url]) => {
        void window.payframe.confirmCardPayment(clientSecret, {
          payment_method: { card: window.card },
          return_url,
        });
      },
      [intent.client_secret, `${shop.shop.url}/done?${secret}`] as const,
    );
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL('**/done?**');
    expect(page.url()).toBe(
      `${shop.shop.url}/done?${secret}&payment_intent=${intent.id}&redirect_status=succeeded`,
    );
    expect(await server('GET', `/v1/payment_intents/${intent.id}`)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment without a return_url ends in an error that says so, and nothing covers the page', async () => {
    const [checkout, intent] = await Promise.all([openIsolated(), unpaid()]);
    const { page } = checkout;
    await checkout.typeCard('4000000000003220');
    const { error } = await page.evaluate(
      async (clientSecret) =>
        JSON.parse(
          JSON.stringify(
            await window.payframe.confirmCardPayment(clientSecret, { payment_method: { card: window.card } }),
          ),
        ),
      intent.client_secret,
    );
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      code: 'cross_origin_isolated',
      param: 'return_url',
      payment_intent: { id: intent.id, status: 'requires_action' },
    });
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('an intent that the server has confirmed without a return_url ends in that error too', async () => {
    const [checkout, intent] = await Promise.all([openIsolated(), paymentIntent()]);
    await act(checkout, intent.client_secret);
    expect((await outcomeOf(checkout)).error).toMatchObject({ code: 'cross_origin_isolated' });
    expect(await checkout.page.locator('dialog').count()).toBe(0);
  });
});

describe('the call settles', THOROUGH, () => {
  test('when the page takes the dialog away', async () => {
    const challenge = await openChallenge();
    await challenge.page.evaluate(() => document.querySelector('dialog')?.remove());
    expect((await challenge.outcome()).error).toMatchObject({
      type: 'api_connection_error',
      code: 'frame_removed',
    });
    expect(await challenge.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });

  test('when the frame is led elsewhere', async () => {
    const challenge = await openChallenge();
    await challenge.page.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('dialog iframe');
      if (frame) frame.src = 'about:blank';
    });
    expect((await challenge.outcome()).error).toMatchObject({ code: 'frame_navigated' });
    expect(await isGone(challenge)).toBe(0);
  });

  test('for each of two at once, one over the other', async () => {
    const challenge = await openChallenge();
    const second = await paymentIntent();
    await act(challenge, second.client_secret, 1);
    const upper = challenge.page.frameLocator('dialog:nth-of-type(2) iframe');
    await complete(upper);
    expect((await outcomeOf(challenge, 1)).paymentIntent?.id).toBe(second.id);
    await complete(challenge.page.frameLocator('dialog:nth-of-type(1) iframe'));
    expect((await challenge.outcome()).paymentIntent?.id).toBe(challenge.intent.id);
    expect(await challenge.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });
});

/** What axe-core finds in the page and in its frames, save the bank's page, which runs no script in a frame. */
async function findingsOn({ page }: Checkout): Promise<string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    if (frame !== page.mainFrame() && frame.url().includes('/3ds/')) continue;
    const partial = frame === page.mainFrame() ? [] : ['landmark-one-main', 'page-has-heading-one', 'region'];
    const all = await findings(frame);
    found.push(...all.filter((finding) => !partial.some((id) => finding.startsWith(`${id}:`))));
  }
  return found;
}

const settings: [string, BrowserContextOptions][] = [
  ['wide', { viewport: { width: 1024, height: 768 } }],
  ['a phone', { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true }],
  ['dark', { viewport: { width: 1024, height: 768 }, colorScheme: 'dark' }],
  ['forced colors', { viewport: { width: 640, height: 700 }, forcedColors: 'active' }],
  ['from right to left', { viewport: { width: 640, height: 700 }, locale: 'ar' }],
  ['at 200 % zoom', { viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 }],
];

const PAGE =
  '<main><h1>Checkout</h1><label for="name">Name</label><input id="name"><div id="card"></div></main>';

for (const [rows, options] of shares(settings, 6))
  describe.for(rows)('%s', options, ([name, context]) => {
    test('shows all of the dialog, without a finding of axe-core', async () => {
      const head =
        '<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark}</style>';
      const checkout = await openChallenge({ context, body: PAGE, head });
      const { dialog, page, bank } = checkout;
      await screenshot(page, `challenge-${name.replaceAll(/\W+/g, '-')}`, { fullPage: false });
      expect(await findingsOn(checkout)).toEqual([]);
      const { width, height } = context.viewport as { width: number; height: number };
      for (const part of [dialog.locator('#close'), dialog.locator('#title'), dialog.locator('iframe')]) {
        const box = await part.boundingBox();
        expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width).toBe(true);
        expect(box && box.y + box.height <= height).toBe(true);
      }
      // A finger hits it.
      const button = await dialog.locator('#close').boundingBox();
      expect(Math.min(button?.width ?? 0, button?.height ?? 0)).toBeGreaterThanOrEqual(44);
      const form = await bank.locator('form:visible').boundingBox();
      expect(form && form.x > 0 && form.x + form.width < width).toBe(true);
    });
  });

test('speaks the language of the page', THOROUGH, async () => {
  const { dialog, page } = await openChallenge({ context: { locale: 'de' } });
  await dialog.getByRole('dialog', { name: 'Bestätigung durch Ihre Bank' }).waitFor();
  expect(await dialog.locator('iframe').getAttribute('title')).toBe('Seite Ihrer Bank');
  expect(await page.locator('dialog iframe').getAttribute('title')).toBe('Bestätigung durch Ihre Bank');
  await complete(dialog);
});
