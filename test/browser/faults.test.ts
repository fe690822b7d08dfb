import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { FRAME_PATH, json, PAYMENT_METHODS_PATH, paymentMethod, SCRIPT_PATH, startHost } from './hosts.js';
import type { Answer, TestServer } from './servers.js';

let shop: Checkouts;
let host: TestServer;
let answers: Record<string, Answer>;

beforeAll(async () => {
  shop = await startCheckouts();
});

beforeEach(async () => {
  answers = { [PAYMENT_METHODS_PATH]: json(paymentMethod) };
  host = await startHost(answers);
});

afterEach(async () => {
  await shop.closePages();
  await host.close();
});

afterAll(() => shop?.close());

const mounted = (more = {}) => shop.open({ host: host.url, card: { hidePostalCode: true }, ...more });

const typed = async (more = {}) => {
  const checkout = await mounted(more);
  await checkout.typeCard();
  return checkout;
};

const posts = () => host.requests.filter(({ method }) => method === 'POST');

describe('a frame that does not come', () => {
  const causes: [string, Answer][] = [
    ['the host answers 500', { status: 500, body: 'Internal Server Error' }],
    ['the connection breaks', (request) => void request.socket.destroy()],
    [
      'the host forbids the shop to embed it',
      { headers: { 'content-security-policy': "frame-ancestors 'none'" }, body: 'x' },
    ],
    ['the host never answers', () => {}],
    ['a captive portal answers', '<!doctype html><title>Wi-Fi</title><form>Accept the terms</form>'],
    ['its script is missing', '<!doctype html><script src="/frame/v1/gone.js"></script>'],
  ];

  for (const [rows, options] of shares(causes, causes.length))
    test.for(rows)(
      'because %s: the page is told why, and may mount it again',
      options,
      async ([, answer]) => {
        const checkout = await shop.open({ host: host.url, mount: false });
        const healthy = answers[FRAME_PATH] as Answer;
        answers[FRAME_PATH] = answer;
        await checkout.page.clock.install();
        await checkout.page.evaluate((key) => {
          window.seen = [];
          window.payframe = window.Payframe(key);
          window.card = window.payframe.elements().create('card', { hidePostalCode: true });
          for (const type of ['ready', 'change'] as const)
            window.card.on(type, (event) => window.seen.push({ ...event, type }));
          window.card.on('loaderror', ({ error }) =>
            window.seen.push({ type: 'loaderror', code: error.code }),
          );
          window.card.mount('#card');
          const { createToken } = window.payframe;
          void createToken(window.card).then(({ error }) =>
            window.seen.push({ type: 'called', code: error?.code }),
          );
        }, shop.sandbox.publishableKey);
        await expect.poll(() => host.requests.some(({ url }) => url === FRAME_PATH)).toBe(true);
        await checkout.page.clock.runFor(10_000);
        await checkout.event('called');
        expect(await checkout.events()).toEqual([
          { type: 'loaderror', code: 'frame_timeout' },
          { type: 'called', code: 'frame_timeout' },
        ]);
        expect(await checkout.page.locator('iframe').count()).toBe(0);

        answers[FRAME_PATH] = healthy;
        await checkout.page.evaluate(() => window.card.mount('#card'));
        await checkout.event('ready');
        await checkout.typeCard();
        expect((await checkout.pay()).paymentMethod?.id).toBe('pm_1');
      },
    );

  test('or reloads itself is a frame that has gone [M23]', async () => {
    const checkout = await mounted();
    await checkout.frame().evaluate(() => location.reload());
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'frame_navigated' } });
  });
});

describe('a script that does not come', () => {
  /** Opens a page with the npm entry, and returns its `loadPayframe`. */
  async function openLoader() {
    shop.answers['/payframe.mjs'] = {
      headers: { 'content-type': 'text/javascript' },
      body: readFileSync(new URL('../../dist/payframe.mjs', import.meta.url)),
    };
    const { page, console } = await shop.open({ mount: false, script: false });
    // As text, since the test runner would rewrite the import.
    const load = (options: { integrity?: string } = {}) =>
      page.evaluate(
        `import('/payframe.mjs')
          .then(({ loadPayframe }) => loadPayframe('${shop.sandbox.publishableKey}', ${JSON.stringify({ host: host.url, ...options })}))
          .then((payframe) => typeof payframe.createPaymentMethod, ({ name, code, type }) => ({ name, code, type }))`,
      );
    return { page, console, load };
  }

  test('or is not the one that the app pins is a typed error: no other script runs [G1]', async () => {
    const { page, load } = await openLoader();
    const pins: Record<string, string> = JSON.parse(
      readFileSync(new URL('../../dist/integrity.json', import.meta.url), 'utf8'),
    );
    const [path = '', integrity = ''] = Object.entries(pins).find(([name]) => name.startsWith('/js/')) ?? [];
    const genuine = answers[path] as { headers: Record<string, string>; body: Buffer };
    answers[path] = {
      headers: { ...genuine.headers, 'Cache-Control': 'no-store' },
      body: `${genuine.body};`,
    };
    expect(await load({ integrity })).toMatchObject({ code: 'load_failed' });
    expect(await page.evaluate(() => typeof window.Payframe)).toBe('undefined');
    answers[path] = genuine;
    expect(await load({ integrity })).toBe('function');
    expect(host.requests.filter(({ url }) => url === SCRIPT_PATH)).toEqual([]);
  });

  test('is a typed error, and a later call succeeds [F17]', async () => {
    const { page, console, load } = await openLoader();
    const healthy = answers[SCRIPT_PATH] as Answer;
    answers[SCRIPT_PATH] = { status: 503, body: '' };
    expect(await load()).toEqual({
      name: 'PayframeError',
      code: 'load_failed',
      type: 'api_connection_error',
    });
    expect(host.requests.filter(({ url }) => url === SCRIPT_PATH).length).toBe(3);
    answers[SCRIPT_PATH] = healthy;
    expect(await load()).toBe('function');
    expect(await page.evaluate(() => document.querySelectorAll('script').length)).toBe(0);
    expect(console.filter((line) => line.startsWith('uncaught'))).toEqual([]);
  });
});

describe('an API that fails', () => {
  test('again and again is given up, and the next call is a new one', async () => {
    const checkout = await typed();
    answers[PAYMENT_METHODS_PATH] = json({ error: { type: 'api_error', message: 'Oops' } }, 503);
    expect((await checkout.pay()).error).toEqual({
      type: 'api_error',
      message: 'Oops',
      doc_url: `${host.url}/docs/errors.html#api_error`,
      retryable: true,
    });
    expect(posts().length).toBe(3);
    answers[PAYMENT_METHODS_PATH] = json(paymentMethod);
    expect((await checkout.pay()).paymentMethod?.id).toBe('pm_1');
    const keys = posts().map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
  });

  test('with a refusal is not asked again', async () => {
    const checkout = await typed();
    const refusals = {
      400: 'invalid_request_error',
      401: 'authentication_error',
      402: 'card_error',
      429: 'rate_limit_error',
    };
    for (const [status, type] of Object.entries(refusals)) {
      const before = posts().length;
      answers[PAYMENT_METHODS_PATH] = json({ error: { type, message: 'No.', code: 'no' } }, Number(status));
      expect((await checkout.pay()).error).toMatchObject({ type, message: 'No.', code: 'no' });
      expect(posts().length).toBe(before + 1);
    }
  });

  test('by redirecting elsewhere gives an error, and the card goes nowhere else [F5]', async () => {
    const checkout = await typed();
    answers[PAYMENT_METHODS_PATH] = { status: 307, headers: { location: `${shop.shop.url}/thief` } };
    expect((await checkout.pay()).error).toMatchObject({ type: 'api_connection_error' });
    expect(shop.shop.requests.filter(({ url }) => url === '/thief')).toEqual([]);
  });
});

describe('a browser that is offline', () => {
  test('gives an error, and works once it is online [F8]', async () => {
    const checkout = await typed();
    await checkout.page.context().setOffline(true);
    expect((await checkout.pay()).error).toMatchObject({ type: 'api_connection_error' });
    await checkout.page.context().setOffline(false);
    expect((await checkout.pay()).paymentMethod?.id).toBe('pm_1');
  });
});

describe('a call in flight', THOROUGH, () => {
  const hold = () => {
    let answer = () => {};
    const arrived = new Promise<void>((resolve) => {
      answers[PAYMENT_METHODS_PATH] = (_, response) => {
        answer = () => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(paymentMethod));
        };
        resolve();
      };
    });
    return { arrived, answer: () => answer() };
  };

  const ends: [string, string, () => void][] = [
    ['destroyed', 'element_unmounted', () => window.card.destroy()],
    ['unmounted', 'element_unmounted', () => window.card.unmount()],
    ['mounted elsewhere', 'element_unmounted', () => window.card.mount('#other')],
    [
      'moved in the page',
      'frame_navigated',
      () => document.querySelector('#other')?.append(document.querySelector('iframe') as Node),
    ],
  ];

  for (const [rows, options] of shares(ends, 4))
    test.for(rows)('gets an error where the card is %s [F15]', options, async ([, code, act]) => {
      const checkout = await typed({ body: '<div id="card"></div><div id="other"></div>' });
      const { arrived, answer } = hold();
      const outcome = checkout.pay();
      await arrived;
      await checkout.page.evaluate(act);
      expect((await outcome).error).toMatchObject({ type: 'api_connection_error', code });
      answer();
      expect(checkout.console).toEqual([]);
    });

  test('gets an error where a framework threw the node away', async () => {
    const checkout = await typed({ body: '<div id="card"></div>' });
    const { arrived } = hold();
    const outcome = checkout.pay();
    await arrived;
    await checkout.page.evaluate(() => document.querySelector('#card')?.remove());
    expect((await outcome).error).toMatchObject({ type: 'api_connection_error', code: 'frame_removed' });
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'frame_removed' } });
  });

  test('and the same call again are one request with one result [F11]', async () => {
    const checkout = await typed();
    const { arrived, answer } = hold();
    const both = Promise.all([checkout.pay(), checkout.pay()]);
    await arrived;
    // The second call has reached the frame once a later message of the page's has been answered.
    await checkout.page.evaluate(() => window.card.update({ style: { base: { lineHeight: '50px' } } }));
    await expect
      .poll(() => checkout.page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height))
      .toBe(50);
    answer();
    const [first, second] = await both;
    expect(first.paymentMethod?.id).toBe('pm_1');
    expect(second).toEqual(first);
    expect(posts().length).toBe(1);
  });

  test('is not mixed up with one of another key on the page [L1]', async () => {
    const keys = ['a', 'b'].map((letter) => `pk_test_${`${letter}1b2c3d4`.repeat(3)}`);
    answers[PAYMENT_METHODS_PATH] = (request, response) => {
      const key = keys.indexOf(request.headers.authorization?.replace('Bearer ', '') ?? '');
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const cvc = new URLSearchParams(body).get('card[cvc]');
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id: `pm_${key}`, metadata: { code: `x${cvc}x` } }));
      });
    };
    const checkout = await shop.open({
      host: host.url,
      mount: false,
      body: '<div id="card0"></div><div id="card1"></div>',
    });
    const { page } = checkout;
    await page.evaluate(
      (both) =>
        Promise.all(
          both.map((key, at) => {
            const payframe = window.Payframe(key);
            const card = payframe.elements().create('card', { hidePostalCode: true });
            Object.assign(window, {
              [`pay${at}`]: () => payframe.createPaymentMethod({ type: 'card', card }),
            });
            card.mount(`#card${at}`);
            return new Promise<void>((resolve) => card.on('ready', () => resolve()));
          }),
        ),
      keys,
    );
    for (const at of [0, 1]) {
      await clickInto(page.frameLocator(`#card${at} iframe`).getByLabel('Card number'));
      await page.keyboard.type(`42424242424242421240${at}23`);
    }
    const results = await page.evaluate(() => {
      const { pay0, pay1 } = window as unknown as Record<string, () => Promise<unknown>>;
      return Promise.all([pay0?.(), pay1?.()]);
    });
    expect(results).toMatchObject([
      { paymentMethod: { id: 'pm_0', metadata: { code: 'x023x' } } },
      { paymentMethod: { id: 'pm_1', metadata: { code: 'x123x' } } },
    ]);
  });
});
