/**
 * Files of frames that do not come, or not whole × the frames: an error that the guides list, and all is well once they do.
 *
 * @module-tag thorough
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, type Checkouts, startCheckouts } from '../checkout.js';
import {
  type CallUnderTest,
  confirmCardPayment,
  confirmPayment,
  confirmSepaDebitPayment,
  confirmWithBank,
  endsOf,
  make,
  openField,
  startMaking,
} from './calls.js';
import { isDocumented } from './documented.js';
import { cutShort, failing, half, instead, only, refused, silence } from './fates.js';
import { type Fate, type Gateway, openGateway } from './gateway.js';

const CONNECTION = 'api_connection_error';

let shop: Checkouts;
let gateway: Gateway;

beforeAll(async () => {
  shop = await startCheckouts();
  gateway = await openGateway(() => shop.sandbox.url);
});

afterEach(async () => {
  gateway.fate = undefined;
  await shop.closePages();
  gateway.trips.length = 0;
});

afterAll(async () => {
  await shop?.close();
  await gateway?.close();
});

const FAULTS: [string, Fate][] = [
  ['is refused', refused],
  ['is missing', instead(404, 'Not Found')],
  ['is an error', failing(500, 'api_error')],
  ['never comes', silence],
  ['comes by half', half],
  ['is cut in the middle', cutShort],
];

const ended = ({ page }: Checkout) => page.evaluate(() => window.ends[0]);

/** Lets the page's time pass in steps, between which frames can answer, and gives what its call came to. */
async function endWithin(checkout: Checkout, seconds: number) {
  for (let second = 0; second < seconds && !(await ended(checkout)); second++)
    await checkout.page.clock.runFor(1_000);
  return ended(checkout);
}

/** The document of a field has its script in it: nothing else has to come before it can be typed into. */
const FIELDS: [string, CallUnderTest, RegExp][] = [
  ['a card', confirmCardPayment, /\/card\.html$/],
  ['an IBAN', confirmSepaDebitPayment, /\/iban\.html$/],
  ['a Payment Element', confirmPayment, /\/payment\.html$/],
];

describe.for(FIELDS)('%s', ([, call, path]) => {
  test.for(FAULTS)(
    'whose document %s: the page and its call are told within 10 seconds, and it can be mounted again [F17]',
    async ([, fate]) => {
      const checkout = await openField(shop, gateway, call.element);
      const order = await call.order(shop);
      const { page } = checkout;
      gateway.fate = only(path, fate);
      await page.clock.install();
      await page.evaluate(() => window.card.mount('#card'));
      await startMaking(checkout, order);
      await gateway.asked(path);
      const end = await endWithin(checkout, 11);
      expect(end?.error).toMatchObject({ type: CONNECTION, code: 'frame_timeout' });
      expect(end?.error).toSatisfy(isDocumented);
      expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'frame_timeout' } });
      expect(await page.locator('iframe').count()).toBe(0);

      gateway.fate = undefined;
      await call.refill(checkout);
      expect(await make(checkout, order)).toHaveProperty(`${call.gives}.id`);
      expect(await order.count()).toBe(1);
    },
  );
});

describe.for([
  ['a card', confirmCardPayment],
  ['a Payment Element', confirmPayment],
] as const)('a file that %s needs only for a call', ([, call]) => {
  test.for(FAULTS)(
    'and that %s: an error within a minute, and what was typed is sent once it comes [F17]',
    async ([, fate]) => {
      gateway.fate = only(/\/calls-\w+\.js/, fate);
      const checkout = await call.open(shop, gateway);
      const order = await call.order(shop);
      await checkout.page.clock.install();
      await startMaking(checkout, order);
      const end = await endWithin(checkout, 61);
      expect(end?.error).toMatchObject({ type: CONNECTION });
      expect(end?.error).toSatisfy(isDocumented);

      gateway.fate = undefined;
      await checkout.page.clock.resume();
      if (end?.error?.code) await call.refill(checkout);
      expect(await make(checkout, order)).toHaveProperty(`${call.gives}.id`);
      expect(await order.count()).toBe(1);
    },
  );
});

describe('the frame in which the bank asks', () => {
  test.for(FAULTS)(
    'whose document %s: an error within 10 seconds, nothing over the page, and the payment goes on once it comes [F17]',
    async ([, fate]) => {
      const call = confirmWithBank;
      const checkout = await call.open(shop, gateway);
      const order = await call.order(shop);
      const { page } = checkout;
      gateway.fate = only(/\/challenge\.html$/, fate);
      await page.clock.install();
      await startMaking(checkout, order);
      await gateway.asked(/\/challenge\.html$/);
      const end = await endWithin(checkout, 11);
      expect(end?.error).toMatchObject({ type: CONNECTION, code: 'frame_timeout' });
      expect(await page.locator('dialog').count()).toBe(0);

      gateway.fate = undefined;
      await page.clock.resume();
      expect(await make(checkout, order)).toMatchObject({ paymentIntent: { status: 'succeeded' } });
      expect(await order.count()).toBe(1);
    },
  );
});

test('a frame of another version than the page’s script says so at once', async () => {
  const other = `<!doctype html><script>addEventListener('message', ({ ports }) =>
    ports[0].postMessage({ type: 'ready', protocol: 99, height: 20 }))</script>`;
  const call = confirmCardPayment;
  const checkout = await openField(shop, gateway, call.element);
  gateway.fate = only(/\/card\.html$/, instead(200, other, { 'content-type': 'text/html' }));
  await checkout.page.evaluate(() => window.card.mount('#card'));
  await startMaking(checkout, await call.order(shop));
  expect((await endsOf(checkout.page))[0]?.error).toMatchObject({ code: 'frame_version_mismatch' });
});

test('a frame that the policy of its page forbids is an error at once, and so is a call [F17]', async () => {
  const call = confirmCardPayment;
  const checkout = await openField(shop, gateway, call.element, {
    headers: { 'content-security-policy': "frame-src 'none'" },
  });
  await checkout.page.evaluate(() => window.card.mount('#card'));
  await startMaking(checkout, await call.order(shop));
  const [end] = await endsOf(checkout.page);
  expect(end?.error).toMatchObject({ type: CONNECTION, code: 'frame_blocked' });
  expect(end?.error).toSatisfy(isDocumented);
  expect(gateway.trips.some(({ path }) => path.endsWith('.html'))).toBe(false);
});
