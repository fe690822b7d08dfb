import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createRateLimiter } from '../../sandbox/src/kernel/http/rate-limit.js';
import { createToken, get, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start({ rateLimit: 5 });
});
afterAll(() => sandbox.close());

test('a publishable key that makes token after token is slowed down; the secret key and reading are not [S9]', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => createToken(sandbox)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(20);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(5);
  expect(refused[0]?.json.error).toMatchObject({ type: 'invalid_request_error', code: 'rate_limit' });
  expect(refused[0]?.headers['retry-after']).toBe('1');
  expect((await createToken(sandbox, {}, { key: sandbox.secretKey })).status).toBe(200);
  expect((await get(sandbox, '/v1/tokens/x')).status).toBe(404);
});

describe('the limiter', () => {
  test('lets a second’s worth through at once, and as many each second after', () => {
    const allows = createRateLimiter(10);
    const at = (ms: number, tries: number) =>
      Array.from({ length: tries }, () => allows('a', ms)).filter(Boolean).length;
    expect(at(0, 50)).toBe(10);
    expect(at(500, 50)).toBe(5);
    expect(at(1500, 50)).toBe(10);
    expect(at(60_000, 50)).toBe(10);
  });

  test('goes on where the clock is set back, however far', () => {
    const allows = createRateLimiter(10);
    const day = 24 * 3600 * 1000;
    expect(allows('a', 2 * day)).toBe(true);
    expect([allows('a', day), allows('a', day + 1000)]).toEqual([true, true]);
  });

  test('keeps callers apart, and forgets those who are quiet', () => {
    const allows = createRateLimiter(1);
    expect([allows('a', 0), allows('b', 0), allows('a', 0)]).toEqual([true, true, false]);
    for (let caller = 0; caller < 30_000; caller++) allows(`c${caller}`, 5000 + caller);
    expect(allows('a', 60_000)).toBe(true);
  });
});
