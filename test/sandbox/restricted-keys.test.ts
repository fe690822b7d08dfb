import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewKey } from '../../sandbox/src/api-keys/api-key.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createPaymentMethod, createToken, get, keyOf, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const HOUR_MS = 3600 * 1000;

const make = (key: Partial<NewKey>) => sandbox.keys.create({ livemode: false, kind: 'restricted', ...key });

describe('a restricted key', () => {
  test('does what it has permission for, and is refused all else by the permission’s name', async () => {
    const { key } = await make({ permissions: { balance: 'read' } });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    const { status, json, text } = await get(sandbox, '/v1/disputes', key);
    expect(status).toBe(403);
    expect(json.error).toMatchObject({ type: 'invalid_request_error', code: 'permission_missing' });
    expect(json.error.message).toContain('disputes=read');
    expect(text).not.toContain(key);
  });

  test('that may read may not write; one that may write may read', async () => {
    const reader = (await make({ permissions: { payment_methods: 'read' } })).key;
    const refused = await createPaymentMethod(sandbox, {}, { key: reader });
    expect(refused.status).toBe(403);
    expect(refused.json.error.message).toContain('payment_methods=write');
    const writer = (await make({ permissions: { payment_methods: 'write' } })).key;
    const made = await createPaymentMethod(sandbox, {}, { key: writer });
    expect(made.status).toBe(200);
    expect((await get(sandbox, `/v1/payment_methods/${made.json.id}`, reader)).status).toBe(200);
  });

  test('without any permission may do nothing', async () => {
    const { key } = await make({ permissions: {} });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(403);
    expect((await createToken(sandbox, {}, { key })).status).toBe(403);
  });

  test('is a secret: a browser may not send it [S3]', async () => {
    const { key } = await make({ permissions: { tokens: 'write' } });
    const answer = await createToken(sandbox, {}, { key, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(answer.status).toBe(403);
    expect(answer.json.error.message).toContain('roll it now');
  });

  test('can be asked for at the start, and is the same at the next', async () => {
    const other = await start({ restricted: { customers: 'read', disputes: 'write' } });
    expect(other.restrictedKey).toMatch(/^rk_test_[0-9A-Za-z]{24,}$/);
    expect((await get(other, '/v1/disputes', other.restrictedKey)).status).toBe(200);
    expect((await get(other, '/v1/balance', other.restrictedKey)).status).toBe(403);
    await other.close();
  });
});

describe('a key that is bound', () => {
  test('to page origins works only on those [E1]', async () => {
    const { key } = await make({ kind: 'publishable', origins: ['https://shop.example'] });
    const from = (origin: string) =>
      createToken(sandbox, {}, { key, headers: { 'Payframe-Page-Origin': origin } });
    expect((await from('https://shop.example')).status).toBe(200);
    for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', '']) {
      const { status, json } = await from(origin);
      expect(status).toBe(403);
      expect(json.error.code).toBe('origin_not_allowed');
    }
    expect((await createToken(sandbox, {}, { key })).status).toBe(403);
  });

  test.each([
    [['127.0.0.1'], 200],
    [['10.0.0.0/8', '127.0.0.0/8'], 200],
    [['10.0.0.0/8', '2001:db8::/32'], 403],
  ])('to addresses works only from those: %j', async (ipRanges, expected) => {
    const { key } = await make({ kind: 'secret', ipRanges });
    const { status, json } = await get(sandbox, '/v1/balance', key);
    expect(status).toBe(expected);
    if (expected === 403) expect(json.error.code).toBe('ip_not_allowed');
  });
});

describe('the life of a key', () => {
  test('rolled at once, the old one is refused and the new one has its powers', async () => {
    const { key, row } = await make({ permissions: { balance: 'read' }, note: 'reports' });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    const rolled = await sandbox.keys.roll(row.id, 0);
    const old = await get(sandbox, '/v1/balance', key);
    expect(old.status).toBe(401);
    expect(old.json.error.code).toBe('api_key_expired');
    expect(rolled?.row).toMatchObject({ permissions: { balance: 'read' }, note: 'reports' });
    expect((await get(sandbox, '/v1/balance', rolled?.key)).status).toBe(200);
  });

  test('rolled with time to change over, both work', async () => {
    const { key, row } = await make({ permissions: { balance: 'read' } });
    const rolled = await sandbox.keys.roll(row.id, HOUR_MS);
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    expect((await get(sandbox, '/v1/balance', rolled?.key)).status).toBe(200);
  });

  test('revoked, it is refused from the next request on [K11]', async () => {
    const { key, row } = await make({ permissions: { balance: 'read' } });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    await sandbox.keys.revoke(row.id);
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(401);
    expect(await sandbox.keys.roll(row.id, HOUR_MS)).toBeUndefined();
  });

  test('permissions that are taken away are gone from the next request on', async () => {
    const { key, row } = await make({ permissions: { balance: 'read' } });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    await sandbox.keys.change(row.id, { permissions: {} });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(403);
  });

  test('a live secret or restricted key is shown once and kept as a hash', async () => {
    for (const kind of ['secret', 'restricted'] as const) {
      const { key, row } = await make({ kind, livemode: true });
      expect(key).toMatch(kind === 'secret' ? /^sk_live_/ : /^rk_live_/);
      const kept = await sandbox.keys.find(row.id);
      expect(kept?.plaintext).toBeNull();
      expect(JSON.stringify(kept)).not.toContain(key.slice(8));
    }
  });
});

test('guessing keys is slowed down, and the owner of a valid key is not', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      get(sandbox, '/v1/balance', keyOf('sk_test', `${n}`.padStart(24, 'Zx'))),
    ),
  );
  const statuses = guesses.map(({ status }) => status);
  expect(statuses).toContain(401);
  expect(statuses).toContain(429);
  expect((await get(sandbox, '/v1/balance')).status).toBe(200);
});

test('the official client works with a restricted key', async () => {
  const { key } = await make({ permissions: { balance: 'read' } });
  const stripe = officialClient(sandbox, key);
  expect((await stripe.balance.retrieve()).object).toBe('balance');
  await expect(stripe.disputes.list()).rejects.toMatchObject({ statusCode: 403 });
});

test('expanding an object takes the permission to read it', async () => {
  const customer = await officialClient(sandbox).customers.create();
  const intent = await officialClient(sandbox).paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer: customer.id,
  });
  const path = `/v1/payment_intents/${intent.id}?expand[]=customer`;
  const narrow = await make({ permissions: { payment_intents: 'read' } });
  const refused = await get(sandbox, path, narrow.key);
  expect(refused.status).toBe(403);
  expect(refused.json.error.message).toContain('customers=read');
  const wide = await make({ permissions: { payment_intents: 'read', customers: 'read' } });
  expect((await get(sandbox, path, wide.key)).json.customer).toEqual(JSON.parse(JSON.stringify(customer)));
});
