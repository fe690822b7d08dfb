import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post } from '../../sandbox/src/resources/webhook-deliveries/post.js';
import {
  isPublicAddress,
  lookupPublic,
  PrivateAddress,
} from '../../sandbox/src/resources/webhook-deliveries/public-address.js';
import { keyOf, start } from './harness.js';
import { officialClient } from './official.js';
import { deliveriesOf, listen, receive, until } from './receiver.js';

describe('an address is public', () => {
  test.each([
    '1.1.1.1',
    '93.184.215.14',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00::1',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('an address is none for webhooks', () => {
  test.each([
    ['of this machine', ['127.0.0.1', '127.9.9.9', '0.0.0.0', '::1', '::']],
    [
      'of a private network',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fdab::1'],
    ],
    ['of a link', ['169.254.0.1', 'fe80::1', 'fec0::1']],
    ['of a provider’s network', ['100.64.0.1', '100.127.255.255']],
    ['of a cloud’s metadata', ['169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254']],
    [
      'of IPv4 in IPv6',
      ['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::1', '2001::1'],
    ],
    [
      'for groups, examples, or later',
      ['224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', 'ff02::1', '2001:db8::1'],
    ],
    ['at all', ['localhost', '']],
  ])('%s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

const REFUSED = 'Nothing was sent: the address is not a public one, and webhooks go to no other here.';

describe('a delivery only to public addresses', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  const attempt = (url: string) =>
    post({ url, secret: keyOf('whsec'), mayBePrivate: false }, {}, new AbortController().signal);

  test('reaches no other, however it is written, and tells nothing of what is there', async () => {
    const receiver = await receive();
    const port = new URL(receiver.url).port;
    const ways = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ];
    const there = await Promise.all(ways.map((host) => attempt(`http://${host}:${port}/webhook`)));
    const nobody = await Promise.all(ways.map((host) => attempt(`http://${host}:1/`)));
    const outcome = { delivered: false, status: null, failure: REFUSED, response: null };
    const outcomes = [...there, ...nobody].map(({ duration: _, ...rest }) => rest);
    expect(outcomes).toEqual([...ways, ...ways].map(() => outcome));
    expect([...receiver.paths]).toEqual([]);
  });

  test('is made to the address that was looked up and found public, whatever the name leads to the next time', async () => {
    const asked = leadsTo(['1.1.1.1'], ['127.0.0.1']);
    const addressesOf = (all: boolean) =>
      new Promise((resolve) =>
        lookupPublic('rebinding.example', { all }, (error, found) => resolve(error ?? found)),
      );
    expect(await addressesOf(true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await addressesOf(false)).toBeInstanceOf(PrivateAddress);
  });

  test('is refused for a name that leads to a private address, or to one beside a public one', async () => {
    const receiver = await receive();
    const { port } = new URL(receiver.url);
    leadsTo(['127.0.0.1'], ['1.1.1.1', '127.0.0.1']);
    expect((await attempt(`http://inside.example:${port}/`)).failure).toBe(REFUSED);
    expect((await attempt(`http://both.example:${port}/`)).failure).toBe(REFUSED);
    expect([...receiver.paths]).toEqual([]);
  });
});

/** Has the next names be looked up so, one after the other. */
function leadsTo(...answers: string[][]) {
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(((
    _: string,
    __: object,
    found: (error: null, addresses: object[]) => void,
  ) =>
    found(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    )) as never);
  syncBuiltinESMExports();
  return spy;
}

describe('a sandbox with privateWebhooks: false', () => {
  let sandbox: Sandbox;
  let forwarded: Awaited<ReturnType<typeof receive>>;
  beforeAll(async () => {
    forwarded = await receive();
    sandbox = await start({ privateWebhooks: false, forwardTo: forwarded.url });
    forwarded.secret = sandbox.webhookSecret ?? '';
  });
  afterAll(() => sandbox.close());

  test('sends nothing to an endpoint on this machine, and says why, but for the address that it was started with', async () => {
    const stripe = officialClient(sandbox);
    const receiver = await receive();
    const there = await listen(stripe, receiver);
    const nowhere = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:1/',
      enabled_events: ['*'],
    });
    await stripe.customers.create();
    await until(() => forwarded.received.length === 1);
    const tried = ({ id }: { id: string }) =>
      until(async () => Number((await deliveriesOf(stripe, id))[0]?.attempts) > 0);
    await Promise.all([there, nowhere].map(tried));
    const [one, other] = await Promise.all(
      [there, nowhere].map(async ({ id }) => (await deliveriesOf(stripe, id))[0]),
    );
    expect(one).toMatchObject({ failure: REFUSED, response_status: null });
    expect(other?.failure).toBe(one?.failure);
    expect(receiver.attempts).toEqual([]);
  });
});
