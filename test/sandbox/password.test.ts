import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPasswordTries } from '../../sandbox/src/dashboard/session/password-tries.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, send, start } from './harness.js';

const wrong = () => false;
const right = () => true;

describe('tries of a password', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;

  test('an hour of guessing from one address comes to some hundred guesses, however many are sent', async () => {
    const tries = createPasswordTries();
    let checked = 0;
    const guess = () => {
      checked += 1;
      return false;
    };
    const until = Date.now() + HOUR;
    while (Date.now() < until) {
      for (let sent = 0; sent < 5; sent++) void tries.check('203.0.113.7', guess);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(checked).toBeGreaterThan(5);
    expect(checked).toBeLessThan(500);
  });

  test('the right one is taken after sixty wrong ones, from the same address', async () => {
    const tries = createPasswordTries();
    for (let guess = 0; guess < 60; guess++) void tries.check('203.0.113.7', wrong);
    const mine = tries.check('203.0.113.7', right);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(await mine).toBe('right');
  });

  test('the right one is taken at once from another address, whatever is guessed elsewhere', async () => {
    const tries = createPasswordTries();
    for (let guess = 0; guess < 1000; guess++) void tries.check(`203.0.113.${guess % 100}`, wrong);
    expect(await tries.check('198.51.100.1', right)).toBe('right');
  });

  test('a typing mistake or two cost no wait, and a right one ends it', async () => {
    const tries = createPasswordTries();
    for (let round = 0; round < 10; round++) {
      expect(await tries.check('203.0.113.7', wrong)).toBe('wrong');
      expect(await tries.check('203.0.113.7', wrong)).toBe('wrong');
      expect(await tries.check('203.0.113.7', right)).toBe('right');
    }
  });

  test('who guesses in one go is told that too many wait', async () => {
    const tries = createPasswordTries();
    const outcomes = Array.from({ length: 60 }, () => tries.check('203.0.113.7', wrong));
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    const crowded = (await Promise.all(outcomes)).filter((outcome) => outcome === 'crowded');
    expect(crowded).toHaveLength(60 - 5 - 8);
  });
});

describe('the dashboard', () => {
  const signIn = (sandbox: Sandbox, password: string, address?: string) =>
    send(`${sandbox.url}/dashboard/sign-in`, {
      method: 'POST',
      headers: {
        Origin: sandbox.url,
        Host: new URL(sandbox.url).host,
        ...FORM,
        ...(address && { 'X-Forwarded-For': address }),
      },
      body: new URLSearchParams({ password }).toString(),
    });

  test('lets in who knows the password, after wrong ones from the same address and beside those from others', async () => {
    const sandbox = await start({ dashboardPassword: 'correct horse', trustedProxies: ['127.0.0.1'] });
    const elsewhere = Array.from({ length: 60 }, (_, guess) => signIn(sandbox, `${guess}`, '203.0.113.7'));
    expect((await signIn(sandbox, 'correct horse', '198.51.100.1')).status).toBe(303);
    for (let guess = 0; guess < 5; guess++) expect((await signIn(sandbox, `${guess}`)).status).toBe(401);
    expect((await signIn(sandbox, 'correct horse')).status).toBe(303);
    const crowded = await Promise.race(elsewhere);
    expect([401, 429]).toContain(crowded.status);
    await Promise.all([sandbox.close(), ...elsewhere.map((answer) => answer.catch(() => {}))]);
  });
});
