import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { type Checkouts, startCheckouts } from '../browser/checkout.js';
import { FRAME_PATH, json, PAYMENT_METHODS_PATH, paymentMethod, startHost } from '../browser/hosts.js';
import type { TestServer } from '../browser/servers.js';
import { openSplit } from '../browser/split-fields.js';

let shop: Checkouts;
let host: TestServer;

beforeAll(async () => {
  shop = await startCheckouts();
});

beforeEach(async () => {
  const token = json({ id: 'tok_1', object: 'token' });
  host = await startHost({ '/v1/tokens': token, [PAYMENT_METHODS_PATH]: json(paymentMethod) });
});

afterEach(async () => {
  await shop.closePages();
  await host.close();
});

afterAll(() => shop?.close());

const otherKey = ['pk', 'test', 'a1b2c3d4'.repeat(4)].join('_');

test.each<[string, { key?: string; account?: string }]>([
  ['another key', { key: otherKey }],
  ['another account', { account: 'acct_thief' }],
])(
  'a frame that script opens for %s by the name of a group gets no card of that group [L12]',
  async (_, thief) => {
    const checkout = await openSplit(shop, { host: host.url });
    await checkout.typeFields();
    const [group] = await checkout
      .frameOf('cardNumber')
      .evaluate(() => JSON.parse(`${window.payframeField?.identity}`) as string[]);
    const error = await checkout.page.evaluate(
      ([url, init]) =>
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = url as string;
          frame.onload = () => {
            const { port1, port2 } = new MessageChannel();
            const call = { type: 'call', id: 1, method: 'createToken', params: {}, agent: 'thief' };
            port1.onmessage = ({ data }) => {
              if (data.type === 'ready') port1.postMessage(call);
              if (data.type === 'result') resolve(data.error?.code ?? 'none');
            };
            frame.contentWindow?.postMessage(init, new URL(url as string).origin, [port2]);
          };
          document.body.append(frame);
        }),
      [
        `${host.url}${FRAME_PATH}#postalCode`,
        { type: 'init', protocol: PROTOCOL, key: shop.sandbox.publishableKey, group, options: {}, ...thief },
      ] as const,
    );
    expect(error).toBe('missing_element');
    expect(host.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    // The group itself goes on as if nothing had been.
    expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toBe('pm_1');
  },
);
