import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { idempotencyKeys } from '../../sandbox/src/kernel/db/tables.js';
import { paymentMethods } from '../../sandbox/src/resources/payment-methods/table.js';
import {
  CARD,
  createPaymentMethod,
  createToken,
  post,
  start,
  temporaryDirectory,
  withDatabase,
} from './harness.js';

let sandbox: Sandbox;
let count = 0;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const withKey = (key: string) => ({ headers: { 'Idempotency-Key': key } });
const newKey = () => `key-${count++}`;

describe('an idempotency key', () => {
  test('gets the first answer again, byte for byte, whatever the order of the parameters', async () => {
    const key = newKey();
    const first = await post(sandbox, '/v1/tokens', new URLSearchParams(CARD).toString(), withKey(key));
    const reversed = new URLSearchParams([...Object.entries(CARD)].reverse()).toString();
    const second = await post(sandbox, '/v1/tokens', reversed, withKey(key));
    expect(second.text).toBe(first.text);
    expect(second.status).toBe(200);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.headers['original-request']).toBe(first.headers['request-id']);
    expect(second.headers['request-id']).not.toBe(first.headers['request-id']);
  });

  test('refuses other parameters, another number among them, and another endpoint [F12]', async () => {
    const key = newKey();
    await createToken(sandbox, {}, withKey(key));
    const others = [
      await createToken(sandbox, { 'card[number]': '5555555555554444' }, withKey(key)),
      await createToken(sandbox, { 'card[cvc]': '321' }, withKey(key)),
      await createPaymentMethod(sandbox, {}, withKey(key)),
    ];
    for (const { status, json } of others) {
      expect(status).toBe(400);
      expect(json.error.type).toBe('idempotency_error');
    }
  });

  test('makes one object of ten requests at once [F11, F12]', async () => {
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => createPaymentMethod(sandbox, {}, withKey(key))),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed']).length).toBe(9);
  });

  test('keeps a declined card too', async () => {
    const key = newKey();
    const first = await createToken(sandbox, { 'card[cvc]': '1' }, withKey(key));
    const second = await createToken(sandbox, { 'card[cvc]': '1' }, withKey(key));
    expect([first.status, second.status]).toEqual([402, 402]);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  test('is not used up by a request that was refused before any work was done', async () => {
    const key = newKey();
    expect((await createToken(sandbox, { foo: 'x' }, withKey(key))).status).toBe(400);
    expect((await createToken(sandbox, {}, withKey(key))).status).toBe(200);
  });

  test('gives the payment method again that used up a token, not an error', async () => {
    const { json: token } = await createToken(sandbox);
    const form = { type: 'card', 'card[token]': token.id };
    const key = withKey(newKey());
    const first = await post(sandbox, '/v1/payment_methods', form, key);
    const second = await post(sandbox, '/v1/payment_methods', form, key);
    expect(first.status).toBe(200);
    expect(second.text).toBe(first.text);
  });

  test('of the publishable and of the secret key are the same account and mode', async () => {
    const key = newKey();
    const first = await createToken(sandbox, {}, withKey(key));
    const second = await createToken(sandbox, {}, { ...withKey(key), key: sandbox.secretKey });
    expect(second.text).toBe(first.text);
  });

  test('has 1 to 255 characters', async () => {
    expect((await createToken(sandbox, {}, withKey('k'.repeat(255)))).status).toBe(200);
    expect((await createToken(sandbox, {}, withKey('k'.repeat(256)))).status).toBe(400);
  });
});

test('an idempotency key is free again after 24 hours', async () => {
  const dataDir = temporaryDirectory();
  const key = withKey('the same');
  const first = await start({ memory: false, dataDir });
  const { text } = await createPaymentMethod(first, {}, key);
  await first.close();
  await withDatabase(dataDir, async (db) => {
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000 - 1000);
    await db.update(idempotencyKeys).set({ createdAt: yesterday });
  });
  const second = await start({ memory: false, dataDir });
  const again = await createPaymentMethod(second, { 'card[number]': '5555555555554444' }, key);
  expect(again.status).toBe(200);
  expect(again.text).not.toBe(text);
  await second.close();
  expect(await withDatabase(dataDir, (db) => db.$count(paymentMethods))).toBe(2);
});
