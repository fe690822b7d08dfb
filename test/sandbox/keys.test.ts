import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { CARD, createToken, FORM, get, keyOf, send, start } from './harness.js';

let sandbox: Sandbox;
const lines: string[] = [];

beforeAll(async () => {
  sandbox = await start({ log: (line) => lines.push(line) });
});
afterAll(() => sandbox.close());

const BODY = 'Zq7Xw9Rt2Lm4Kp8Vn6Bc3Jd5';

describe('who may call', () => {
  test('the test keys have a prefix and at least 128 random bits [S10]', () => {
    expect(sandbox.publishableKey).toMatch(/^pk_test_[0-9A-Za-z]{24,}$/);
    expect(sandbox.secretKey).toMatch(/^sk_test_[0-9A-Za-z]{24,}$/);
  });

  test('a publishable or a secret key makes a token, as Bearer, as Basic user name, and the publishable one in the body', async () => {
    const { publishableKey, secretKey } = sandbox;
    expect((await createToken(sandbox)).status).toBe(200);
    expect((await createToken(sandbox, {}, { key: secretKey })).status).toBe(200);
    const basic = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;
    expect((await createToken(sandbox, {}, { headers: { Authorization: basic } })).status).toBe(200);
    const body = new URLSearchParams({ ...CARD, key: publishableKey }).toString();
    expect((await send(`${sandbox.url}/v1/tokens`, { method: 'POST', headers: FORM, body })).status).toBe(
      200,
    );
  });

  test.each([
    ['GET', '/v1/tokens/'],
    ['GET', '/v1/payment_methods/'],
  ])('%s %s needs the secret key', async (_method, path) => {
    const { status, json } = await get(sandbox, `${path}x`, sandbox.publishableKey);
    expect(status).toBe(401);
    expect(json.error).toMatchObject({ type: 'invalid_request_error', code: 'secret_key_required' });
  });

  test('a request without a key is told where to put it', async () => {
    const answer = await send(`${sandbox.url}/v1/tokens`, {
      method: 'POST',
      headers: FORM,
      body: new URLSearchParams(CARD).toString(),
    });
    expect(answer.status).toBe(401);
    expect(answer.json.error.message).toContain('You did not provide an API key');
  });
});

describe('keys that are refused', () => {
  const refused = [
    keyOf('pk_test', BODY),
    keyOf('sk_test', BODY),
    keyOf('pk_live', BODY),
    keyOf('sk_live', BODY),
    keyOf('rk_test', BODY),
    keyOf('rk_live', BODY),
    keyOf('ek_test', BODY),
    keyOf('whsec', BODY),
    keyOf('pk_test', 'xxxxxxxxxxxxxxxxxxxxxxxx'),
    `pi_${BODY}_secret_${BODY}`,
    BODY,
    'null',
  ];

  test.each(refused)('an unknown key or one of another kind gets 401 (%#) [K11]', async (key) => {
    const { status, json, text } = await createToken(sandbox, {}, { key });
    expect(status).toBe(401);
    expect(json.error.type).toBe('invalid_request_error');
    expect(json.error.message).toMatch(/^Invalid API Key provided: /);
    expect(text).not.toContain(key.slice(-6));
  });

  test('only a publishable key is taken from a body', async () => {
    for (const key of [sandbox.secretKey, keyOf('rk_test', BODY), keyOf('whsec', BODY), 'x']) {
      const body = new URLSearchParams({ ...CARD, key }).toString();
      const answer = await send(`${sandbox.url}/v1/tokens`, { method: 'POST', headers: FORM, body });
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain(key.slice(8) || 'never');
    }
  });

  test('a key in the query string is refused, and does not authenticate', async () => {
    const query = `?key=${sandbox.publishableKey}`;
    const body = new URLSearchParams(CARD).toString();
    const posted = await send(`${sandbox.url}/v1/tokens${query}`, { method: 'POST', headers: FORM, body });
    expect(posted.status).toBe(400);
    expect(posted.text).not.toContain(sandbox.publishableKey.slice(-8));
    expect((await send(`${sandbox.url}/v1/tokens/x?key=${sandbox.secretKey}`)).status).toBe(401);
  });

  test.each(['Digest x', 'Bearer', '', 'Basic', 'Basic ????', 'Bearer  '])(
    'a malformed Authorization header is refused: %j',
    async (authorization) => {
      const answer = await createToken(sandbox, {}, { headers: { Authorization: authorization } });
      expect(answer.status).toBe(401);
    },
  );

  test('neither an answer nor the log has ever held a key [K2, K11]', async () => {
    await get(sandbox, `/v1/tokens/${sandbox.secretKey}`);
    await get(sandbox, `/v1/${sandbox.secretKey}/x?k=${sandbox.secretKey}`);
    const log = lines.join('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const key of [sandbox.publishableKey, sandbox.secretKey, ...refused.slice(0, 8)]) {
      expect(log).not.toContain(key.slice(-8));
    }
    // It would be found: its last four characters are there.
    expect(log).toContain(`secret_test…${sandbox.secretKey.slice(-4)}`);
  });

  test('a path with a key or a card number in it is not echoed', async () => {
    const { text, status } = await get(sandbox, `/v1/${sandbox.secretKey}`);
    expect(status).toBe(404);
    expect(text).not.toContain(sandbox.secretKey.slice(-8));
    const other = await get(sandbox, '/v1/tokens/4242424242424242');
    expect(other.status).toBe(404);
    expect(other.text).not.toContain('42424242');
    expect(lines.join('\n')).not.toContain('42424242');
  });
});
