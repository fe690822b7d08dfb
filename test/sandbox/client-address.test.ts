import { describe, expect, test } from 'vitest';
import { callerOf, clientAddress, rangesOf } from '../../sandbox/src/kernel/http/client-address.js';
import { createToken, get, start } from './harness.js';

describe('the address of a client', () => {
  const trusting = clientAddress(['10.0.0.0/8', '::1']);

  test.each([
    ['is that of the connection', '203.0.113.7', undefined, '203.0.113.7'],
    ['is not what a stranger writes into a header', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['is what a trusted proxy says', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['is what the last trusted proxy says of several', '::1', '203.0.113.7, 10.1.2.3', '203.0.113.7'],
    [
      'is not what the client wrote before the proxy did',
      '10.0.0.1',
      '127.0.0.1, 203.0.113.7',
      '203.0.113.7',
    ],
    ['is read with a port, brackets, a zone', '10.0.0.1', '[2001:db8::7%eth0]:4711', '2001:db8::7'],
    ['is IPv4, however the system writes it', '::ffff:10.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
    ['is the proxy’s own where that says nothing of use', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['is the first proxy’s where there are none but those', '10.0.0.1', '10.0.0.2', '10.0.0.2'],
    ['is none where the connection is gone', undefined, undefined, null],
  ])('%s', (_, peer, forwardedFor, expected) => {
    expect(trusting({ peer, forwardedFor })).toBe(expected);
  });

  test('with no trusted proxy, the header counts for nothing', () => {
    expect(clientAddress([])({ peer: '127.0.0.1', forwardedFor: '203.0.113.7' })).toBe('127.0.0.1');
  });

  test('counts as one caller with all addresses of its network of IPv6', () => {
    const ofOne = ['2001:db8:0:7::1', '2001:db8::7:ffff:0:0:1', '2001:0db8:0000:0007:1:2:3:4'];
    expect(new Set(ofOne.map(callerOf))).toEqual(new Set(['2001:db8:0:7::/64']));
    expect(callerOf('2001:db8:0:8::1')).toBe('2001:db8:0:8::/64');
    expect(callerOf('203.0.113.7')).toBe('203.0.113.7');
  });

  test.each(['everywhere', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/8/8', ''])(
    'a range is refused: %j',
    (range) => {
      expect(() => rangesOf([range])).toThrow();
    },
  );
});

test('a key that is bound to addresses knows them behind a trusted proxy, and from nobody else', async () => {
  for (const [trustedProxies, status] of [
    [['127.0.0.1'], 200],
    [[], 403],
  ] as const) {
    const sandbox = await start({ trustedProxies: [...trustedProxies] });
    const { key } = await sandbox.keys.create({
      livemode: false,
      kind: 'secret',
      ipRanges: ['203.0.113.0/24'],
    });
    const headers = { 'X-Forwarded-For': '203.0.113.7' };
    expect((await createToken(sandbox, {}, { key, headers })).status).toBe(status);
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(403);
    await sandbox.close();
  }
});

test('behind a trusted proxy, each client has a rate limit of its own', async () => {
  const sandbox = await start({ trustedProxies: ['127.0.0.1'], rateLimit: 2 });
  const from = (address: string) => createToken(sandbox, {}, { headers: { 'X-Forwarded-For': address } });
  const flood = await Promise.all(Array.from({ length: 20 }, () => from('203.0.113.7')));
  expect(flood.some(({ status }) => status === 429)).toBe(true);
  expect((await from('203.0.113.8')).status).toBe(200);
  await sandbox.close();
});
