import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiKeys, paymentMethods, settings, tokens } from '../../sandbox/src/db/schema.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { deriveSecrets } from '../../sandbox/src/secrets.js';
import {
  createPaymentMethod,
  createToken,
  get,
  keyOf,
  post,
  start,
  temporaryDirectory,
  withDatabase,
} from './harness.js';

let sandbox: Sandbox;
let livePublishable: string;
const liveSecret = keyOf('sk_live', 'K7w2Qx9Zr4Tn6Vb8Mc1Ld3Fg');
const live = { token: 'tok_LiveLiveLiveLiveLiveLive', method: 'pm_LiveLiveLiveLiveLiveLiveL' };

/** A sandbox with objects of live mode, which no client can make yet. */
beforeAll(async () => {
  const dataDir = temporaryDirectory();
  const first = await start({ memory: false, dataDir });
  await createToken(first);
  await createPaymentMethod(first);
  await first.close();
  await withDatabase(dataDir, async (db) => {
    const [{ plaintext } = { plaintext: null }] = await db
      .select()
      .from(apiKeys)
      .where(and(eq(apiKeys.kind, 'publishable'), eq(apiKeys.livemode, true)));
    livePublishable = plaintext ?? '';
    const [root] = await db.select().from(settings);
    await db
      .update(apiKeys)
      .set({ hash: deriveSecrets(root?.value ?? '').apiKey(liveSecret) })
      .where(and(eq(apiKeys.kind, 'secret'), eq(apiKeys.livemode, true)));
    await db.update(tokens).set({ id: live.token, livemode: true });
    await db.update(paymentMethods).set({ id: live.method, livemode: true });
  });
  sandbox = await start({ memory: false, dataDir });
});
afterAll(() => sandbox.close());

test('the account has a live publishable key as well', () => {
  expect(livePublishable).toMatch(/^pk_live_[0-9A-Za-z]{24,}$/);
});

test('a live POST says that no upstream is configured and what to do, before it looks at the card', async () => {
  for (const key of [livePublishable, liveSecret]) {
    for (const { status, json } of [
      await createToken(sandbox, {}, { key }),
      await createPaymentMethod(sandbox, { 'card[number]': 'x' }, { key }),
    ]) {
      expect(status).toBe(400);
      expect(json.error).toMatchObject({ type: 'invalid_request_error', code: 'live_mode_unavailable' });
      expect(json.error.message).toMatch(/no upstream .* configured.*test mode keys/s);
    }
  }
});

test('a live object is not there for a test key, and the other way round', async () => {
  const { json: token } = await createToken(sandbox);
  const { json: method } = await createPaymentMethod(sandbox);
  const cases = [
    [`/v1/tokens/${live.token}`, sandbox.secretKey, 'live', 'test'],
    [`/v1/payment_methods/${live.method}`, sandbox.secretKey, 'live', 'test'],
    [`/v1/tokens/${token.id}`, liveSecret, 'test', 'live'],
    [`/v1/payment_methods/${method.id}`, liveSecret, 'test', 'live'],
  ] as const;
  for (const [path, key, exists, used] of cases) {
    const { status, json } = await get(sandbox, path, key);
    expect(status).toBe(404);
    expect(json.error.code).toBe('resource_missing');
    expect(json.error.message).toContain(
      `a similar object exists in ${exists} mode, but a ${used} mode key was used to make this request.`,
    );
  }
});

test('a live object is there for the live key', async () => {
  const { json } = await get(sandbox, `/v1/payment_methods/${live.method}`, liveSecret);
  expect(json).toMatchObject({ id: live.method, livemode: true });
});

test('a live token makes no test payment method', async () => {
  const form = { type: 'card', 'card[token]': live.token };
  const { status, json } = await post(sandbox, '/v1/payment_methods', form);
  expect(status).toBe(404);
  expect(json.error.message).toContain('exists in live mode');
});

test('the live secret key is stored as a hash alone', async () => {
  const dataDir = temporaryDirectory();
  await (await start({ memory: false, dataDir })).close();
  const keys = await withDatabase(dataDir, (db) => db.select().from(apiKeys));
  expect(keys).toHaveLength(4);
  for (const { kind, livemode, plaintext, hash } of keys) {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(plaintext === null).toBe(kind === 'secret' && livemode);
  }
});
