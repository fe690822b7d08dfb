/** Fields that are there without a word with the host: on a second visit, or loaded ahead of time. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';
import {
  FRAME_PATH,
  hostHeaders,
  json,
  PAYMENT_METHODS_PATH,
  paymentMethod,
  SCRIPT_PATH,
  startHost,
} from './hosts.js';
import type { Answer } from './servers.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

test('a field can be typed into on a second visit while the host is silent, although the page’s script is stale', async () => {
  const answers: Record<string, Answer> = {};
  const host = await startHost(answers);
  try {
    const script = answers[SCRIPT_PATH] as Exclude<Answer, string | (() => void)>;
    const { 'cache-control': kept, ...headers } = (script as { headers: Record<string, string> }).headers;
    // Its five minutes are over at once; the day in which a browser may still use it is not.
    answers[SCRIPT_PATH] = {
      ...script,
      headers: { ...headers, 'cache-control': `${kept}`.replace('max-age=300', 'max-age=0') },
    };
    const checkout = await shop.open({ host: host.url });
    await checkout.typeCard();
    const address = checkout.page.url();
    expect(host.requests.map(({ url }) => url).slice(0, 2)).toEqual([SCRIPT_PATH, FRAME_PATH]);
    const first = host.requests.length;

    for (const path of Object.keys(hostHeaders)) answers[path] = () => {};
    await checkout.page.goto('about:blank');
    await checkout.page.goto(address);
    await checkout.mount();
    await checkout.typeCard();
    // The browser may look for a newer script meanwhile, and waits for nothing.
    expect(host.requests.slice(first).filter(({ url }) => url !== SCRIPT_PATH)).toEqual([]);
  } finally {
    await host.close();
  }
});

test('a preloaded field is mounted while the host is silent, and no frame but its own is left', async () => {
  const answers: Record<string, Answer> = { [PAYMENT_METHODS_PATH]: json(paymentMethod) };
  const host = await startHost(answers);
  try {
    const checkout = await shop.open({ host: host.url, mount: false });
    await checkout.page.evaluate(
      (key) => void window.Payframe(key, { preload: ['card'] }),
      shop.sandbox.publishableKey,
    );
    const loaded = () => host.requests.map(({ url }) => url);
    await expect
      .poll(loaded, { timeout: 15_000 })
      .toEqual([SCRIPT_PATH, FRAME_PATH, expect.stringMatching(/\/calls-[0-9a-f]+\.js$/)]);
    await checkout.page.waitForSelector('iframe', { state: 'detached' });

    for (const path of Object.keys(hostHeaders)) answers[path] = () => {};
    await checkout.mount();
    await checkout.typeCard();
    expect(await checkout.pay()).toEqual({ paymentMethod });
    expect(host.requests.slice(3).map(({ method }) => method)).toEqual(['POST']);
    expect(await checkout.page.locator('iframe').count()).toBe(1);
    expect(checkout.console).toEqual([]);
  } finally {
    await host.close();
  }
});
