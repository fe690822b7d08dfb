/**
 * An API that fails in every way × the calls that ask it: an error that the guides list, or success, and paid once.
 *
 * @module-tag thorough
 */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, type Checkouts, startCheckouts } from '../checkout.js';
import { typeInto } from '../click-into.js';
import { ALL_CALLS, type Ended, make, makeAgain, openField } from './calls.js';
import { isDocumented } from './documented.js';
import {
  carriedOutBut,
  cutShort,
  drip,
  failing,
  first,
  half,
  instead,
  lost,
  only,
  refused,
  silence,
} from './fates.js';
import { endToEnd, type Fate, type Gateway, isOf, openGateway } from './gateway.js';
import { endPatience, LONGEST_REQUEST, takeTime } from './time.js';

interface Fault {
  name: string;
  fate: () => Fate;
  /** How the call ends: by this error, or well where there is none. */
  error?: [type: string, code?: string];
  /** How many requests it makes; nothing where it is one, whose time ends. */
  tries?: number;
}

const CONNECTION = 'api_connection_error';
const unreadable = { error: ['api_error', 'invalid_response'] as [string, string] };
const PORTAL = '<!doctype html><title>Wi-Fi</title><form>Accept the terms</form>';
const HTML = { 'content-type': 'text/html' };

const FAULTS: Fault[] = [
  { name: 'is down [F8]', fate: () => refused, error: [CONNECTION], tries: 3 },
  { name: 'is down once [F8]', fate: () => first(refused), tries: 2 },
  { name: 'does it, and loses each answer [F9]', fate: () => lost, error: [CONNECTION], tries: 3 },
  { name: 'does it, and loses the first answer [F9]', fate: () => first(lost), tries: 2 },
  { name: 'cuts each answer in the middle [F5]', fate: () => cutShort, error: [CONNECTION], tries: 3 },
  { name: 'cuts the first answer in the middle [F5]', fate: () => first(cutShort), tries: 2 },
  { name: 'never answers [F3]', fate: () => silence, error: [CONNECTION, 'timeout'] },
  { name: 'answers by half [F3]', fate: () => half, error: [CONNECTION, 'timeout'] },
  { name: 'answers without an end [F3]', fate: () => drip, error: [CONNECTION, 'timeout'] },
  ...[500, 502, 503, 504].map((status) => ({
    name: `answers ${status} [F1]`,
    fate: () => failing(status, 'api_error'),
    error: ['api_error'] as [string],
    tries: 3,
  })),
  { name: 'answers 500 once [F1]', fate: () => first(failing(500, 'api_error')), tries: 2 },
  {
    name: 'answers 429',
    fate: () => failing(429, 'rate_limit_error'),
    error: ['rate_limit_error'],
    tries: 1,
  },
  {
    name: 'answers 429 in the place of a proxy',
    fate: () => instead(429, '<h1>Too Many Requests</h1>', HTML),
    error: ['rate_limit_error', 'rate_limit'],
    tries: 1,
  },
  {
    name: 'answers 429 again and again, to wait for 5 seconds',
    fate: () => failing(429, 'rate_limit_error', { 'retry-after': '5' }),
    error: ['rate_limit_error'],
    tries: 3,
  },
  {
    name: 'answers 429, to wait for a second, once',
    fate: () => first(failing(429, 'rate_limit_error', { 'retry-after': '1' })),
    tries: 2,
  },
  {
    name: 'answers 429, to wait for an hour',
    fate: () => failing(429, 'rate_limit_error', { 'retry-after': '3600' }),
    error: ['rate_limit_error'],
    tries: 1,
  },
  {
    name: 'carries out the same request already, and answers 409, once',
    fate: () => first(failing(409, 'idempotency_error')),
    tries: 2,
  },
  {
    name: 'does it, and answers 502 in the place of a proxy [F1]',
    fate: () => first(carriedOutBut(instead(502, '<h1>Bad Gateway</h1>', HTML))),
    tries: 2,
  },
  { name: 'is a captive portal [F5]', fate: () => instead(200, PORTAL, HTML), ...unreadable, tries: 1 },
  { name: 'answers nothing [F5]', fate: () => instead(200), ...unreadable, tries: 1 },
  {
    name: 'answers an object without an id [F5]',
    fate: () => instead(200, '{}'),
    ...unreadable,
    tries: 1,
  },
  { name: 'answers a list [F5]', fate: () => instead(200, '[{"id":"pm_1"}]'), ...unreadable, tries: 1 },
  {
    name: 'is a 404 of another server [F5]',
    fate: () => instead(404, '<h1>Not Found</h1>', HTML),
    ...unreadable,
    tries: 1,
  },
  { name: 'answers 204 [F5]', fate: () => instead(204), ...unreadable, tries: 1 },
  {
    name: 'answers half of an object [F5]',
    fate: () => instead(200, '{"id": "pm_'),
    ...unreadable,
    tries: 1,
  },
  { name: 'answers 50 MB [F4]', fate: () => instead(200, HUGE), ...unreadable, tries: 1 },
  {
    name: 'answers 50 MB that were 50 kB on the way [F4]',
    fate: () => instead(200, gzipSync(HUGE), { 'content-encoding': 'gzip' }),
    ...unreadable,
    tries: 1,
  },
];

const HUGE = Buffer.alloc(50_000_000, ' ');

let shop: Checkouts;
let gateway: Gateway;

beforeAll(async () => {
  shop = await startCheckouts();
  gateway = await openGateway(() => shop.sandbox.url);
});

afterAll(async () => {
  await shop?.close();
  await gateway?.close();
});

describe.for(ALL_CALLS.map((call) => [call.name, call] as const))('%s', ([, call]) => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await call.open(shop, gateway);
  });
  afterAll(() => shop.closePages());

  test.for(FAULTS.map((fault) => [fault.name, fault] as const))(
    'where the API %s',
    async ([, { fate, error, tries }]) => {
      const order = await call.order(shop);
      await takeTime(checkout.frame());
      gateway.trips.length = 0;
      gateway.fate = only(call.request, fate());
      const requests = () => gateway.trips.filter((trip) => isOf(call.request, trip));

      const ending = make(checkout, order);
      if (!tries) {
        await gateway.asked(call.request);
        await endPatience(checkout.page);
      }
      const ended = await ending;
      if (error) {
        const [type, code] = error;
        expect(ended.error).toMatchObject({ type, ...(code && { code }) });
        expect(ended.error).toSatisfy(isDocumented);
        expect(ended.error?.message).not.toMatch(/Wi-Fi|pm_/);
      } else expect(ended).toHaveProperty(`${call.gives}.id`);
      expect(requests().length).toBe(tries ?? 1);
      expect(new Set(requests().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
      const { patience, waited } = await takeTime(checkout.frame());
      expect(Math.max(patience, waited)).toBeLessThanOrEqual(LONGEST_REQUEST);

      // Once all is well again, what was done is not done twice.
      gateway.fate = undefined;
      if (error) expect(await makeAgain(checkout, order)).toHaveProperty(`${call.gives}.id`);
      expect(await order.count()).toBe(1);
    },
  );
});

const SESSION = /^POST \/v1\/elements\/sessions$/;

/** The answer of the API, and 50 MB of spaces after it. */
const endless: Fate = async ({ carryOut, response }) => {
  const { status, headers, body } = await carryOut();
  response.writeHead(status, endToEnd(headers)).end(Buffer.concat([body, HUGE]));
};

const LONG = JSON.stringify({ error: { type: 'api_error', message: 'No. '.repeat(50_000) } });

const SESSION_FAULTS: [name: string, fate: Fate, type: string][] = [
  ['is down [F8]', refused, CONNECTION],
  ['never answers [F3]', silence, CONNECTION],
  ['answers by half [F3]', half, CONNECTION],
  ['answers without an end [F3]', drip, CONNECTION],
  ['cuts each answer in the middle [F5]', cutShort, CONNECTION],
  ['answers 503 [F1]', failing(503, 'api_error'), CONNECTION],
  ['is a captive portal [F5]', instead(200, PORTAL, HTML), CONNECTION],
  ['answers 204 [F5]', instead(204), CONNECTION],
  ['answers an object without methods [F5]', instead(200, '{}'), CONNECTION],
  ['answers half of an object [F5]', instead(200, '{"payment_methods": ['), CONNECTION],
  ['answers with 50 MB more [F4]', endless, CONNECTION],
  ['answers 429', failing(429, 'rate_limit_error'), 'rate_limit_error'],
  ['refuses in 200,000 characters [F24]', instead(400, LONG), 'api_error'],
];

describe('a Payment Element, where the API that it asks for the methods', () => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await openField(shop, gateway, 'payment');
  });
  afterAll(() => shop.closePages());

  async function mountWith(fate: Fate | undefined) {
    gateway.trips.length = 0;
    gateway.fate = fate && only(SESSION, fate);
    await checkout.page.evaluate(() => {
      window.seen = [];
      window.card.unmount();
      window.card.mount('#card');
    });
    // A card opens before the host has answered, so that the form may be ready before its request has come.
    await gateway.asked(SESSION);
  }

  test.for(SESSION_FAULTS)('%s: the page is told, and it can be mounted again', async ([, fate, type]) => {
    await mountWith(fate);
    if ([silence, half, drip].includes(fate)) await endPatience(checkout.page);
    const { error } = (await checkout.event('loaderror')) as unknown as { error: Ended['error'] };
    expect(error).toMatchObject({ type });
    expect(error).toSatisfy(isDocumented);
    expect(error?.message).not.toMatch(/Wi-Fi/);
    expect(error?.message.length).toBeLessThanOrEqual(500);
    expect(await checkout.page.locator('iframe').count()).toBe(0);

    await mountWith(undefined);
    await checkout.event('ready');
  });

  test.for([
    ['is down once [F8]', refused],
    ['answers 500 once [F1]', failing(500, 'api_error')],
  ] as const)('%s: its fields are there all the same', async ([, fate]) => {
    await mountWith(first(fate));
    await checkout.event('ready');
    await expect.poll(() => gateway.trips.filter((trip) => isOf(SESSION, trip))).toHaveLength(2);
    await typeInto(
      checkout.page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' }),
      '42424242424242421240123',
    );
    await checkout.change({ complete: true });
    expect(await checkout.events('loaderror')).toEqual([]);
  });
});
