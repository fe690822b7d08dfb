/** Attacks on the dashboard: by whoever has a link, a cookie, a password or a role too little. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import {
  codeOf,
  inMinutes,
  invite,
  join,
  OWNERS_PASSWORD,
  owner,
  PASSWORD,
  Reader,
  setUpTwoFactor,
} from '../sandbox/dashboard-reader.js';
import { start } from '../sandbox/harness.js';
import { officialClient } from '../sandbox/official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => sandbox.close());
afterEach(() => void vi.useRealTimers());

test('a token that somebody put into a browser is not the one of its session after the sign-in [S26]', async () => {
  const victim = new Reader(sandbox.url);
  const planted = `payframe_dashboard=${'a'.repeat(32)}`;
  victim.cookie = planted;
  await victim.signIn(OWNERS_PASSWORD);
  expect(victim.cookie).not.toBe(planted);
  const thief = new Reader(sandbox.url);
  thief.cookie = planted;
  expect((await thief.get('/keys')).status).toBe(401);
});

test('a token of an attacker’s own session ends when the victim signs in with it [S26]', async () => {
  const attacker = await join(sandbox, 'view', 'attacker@shop.example');
  const victim = new Reader(sandbox.url);
  victim.cookie = attacker.cookie;
  await victim.signIn(OWNERS_PASSWORD);
  expect((await attacker.get('/keys')).status).toBe(401);
  expect((await victim.get('/me')).text).toContain('<h1>Owner</h1>');
});

test('a stolen cookie opens nothing once its owner has signed out, or with a character changed [S26]', async () => {
  const victim = await owner(sandbox);
  const thief = new Reader(sandbox.url);
  for (const cookie of [`${victim.cookie}x`, victim.cookie.slice(0, -1), 'payframe_dashboard=']) {
    thief.cookie = cookie;
    expect((await thief.get('/keys')).status).toBe(401);
  }
  const { cookie } = victim;
  await victim.post('/me/sign-out');
  thief.cookie = cookie;
  expect((await thief.get('/keys')).status).toBe(401);
});

test('a person who only views refunds nothing, in any way that they ask [S27]', async () => {
  const stripe = officialClient(sandbox);
  const intent = await stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  const viewer = await join(sandbox, 'view', 'viewer@shop.example');
  const path = `/payments/${intent.id}/refund`;
  for (const way of [
    path,
    `${path}?mode=test`,
    `/payments//${intent.id}/refund`,
    `/payments/${intent.id}/refund/`,
  ]) {
    const { status } = await viewer.post(way, { amount: '20.00', refunded: '0', role: 'admin' });
    expect([403, 404], way).toContain(status);
  }
  expect((await viewer.get(path)).status).toBe(403);
  expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toEqual([]);
});

test('a form that another site sends with the victim’s cookie changes nothing [S2]', async () => {
  const { cookie } = await owner(sandbox);
  for (const Origin of ['https://evil.example', 'null', '']) {
    const forged = new Reader(sandbox.url, { Origin });
    forged.cookie = cookie;
    const fields = { name: 'Eve', email: 'eve@evil.example', role: 'admin' };
    for (const path of ['/people', '/me/sign-out', '/sign-in'])
      expect((await forged.post(path, fields)).status).toBe(403);
  }
  expect((await (await owner(sandbox)).get('/people')).text).not.toContain('eve@evil.example');
});

test('a link of an invitation lets nobody in twice, late, guessed, or in two browsers at once [S29]', async () => {
  const admin = await owner(sandbox);
  const path = await invite(admin, 'guest@shop.example', 'view');
  const chosen = { password: PASSWORD, again: PASSWORD };
  const [first, second] = [new Reader(sandbox.url), new Reader(sandbox.url)];
  const statuses = (await Promise.all([first.post(path, chosen), second.post(path, chosen)])).map(
    ({ status }) => status,
  );
  expect(statuses.sort()).toEqual([303, 404]);
  const thief = new Reader(sandbox.url);
  for (const one of [path, `${path}x`, '/join/1', '/join/null'])
    expect((await thief.post(one, { password: 'another password', again: 'another password' })).status).toBe(
      404,
    );
  expect((await new Reader(sandbox.url).signIn(PASSWORD, 'guest@shop.example')).status).toBe(303);
  const late = await invite(admin, 'late@shop.example', 'view');
  inMinutes(24 * 60 + 1);
  expect((await thief.post(late, chosen)).status).toBe(404);
});

test('an email that nobody has is refused in the words and the time of a wrong password [S30]', async () => {
  await join(sandbox, 'view', 'known@shop.example');
  const refuse = async (email: string) => {
    const reader = new Reader(sandbox.url);
    const started = performance.now();
    const { status, text } = await reader.signIn('a wrong password', email);
    return { status, took: performance.now() - started, text: text.replaceAll(email, '') };
  };
  const known = await refuse('known@shop.example');
  const unknown = await refuse('unknown@shop.example');
  expect(unknown.status).toBe(401);
  expect(unknown.text).toBe(known.text);
  // Without the hash it would take about a hundredth.
  expect(unknown.took).toBeGreaterThan(known.took / 5);
});

test('a code signs in once: not again, not of another person, and not before the password [S28]', async () => {
  const victim = await join(sandbox, 'admin', 'phone@shop.example');
  const { secret, recoveryCodes } = await setUpTwoFactor(victim);
  inMinutes(2);
  const code = codeOf(secret);
  const early = new Reader(sandbox.url);
  expect((await early.post('/sign-in/code', { code })).headers.location).toBe('/dashboard');
  expect((await early.get('/keys')).status).toBe(401);
  const enter = async (typed: string) => {
    const reader = new Reader(sandbox.url);
    await reader.signIn(PASSWORD, 'phone@shop.example');
    expect((await reader.get('/keys')).status, 'the password alone opens nothing').toBe(401);
    return (await reader.post('/sign-in/code', { code: typed })).status;
  };
  expect(await enter(code)).toBe(303);
  expect(await enter(code)).toBe(401);
  const [one = ''] = recoveryCodes;
  expect(await enter(one)).toBe(303);
  expect(await enter(one)).toBe(401);
  const other = await join(sandbox, 'admin', 'other@shop.example');
  await setUpTwoFactor(other);
  const guest = new Reader(sandbox.url);
  await guest.signIn(PASSWORD, 'other@shop.example');
  inMinutes(2);
  expect((await guest.post('/sign-in/code', { code: codeOf(secret) })).status).toBe(401);
});

test('who knows the password guesses five codes in a quarter of an hour, however often they sign in [S28]', async () => {
  const victim = await join(sandbox, 'admin', 'guessed@shop.example');
  const { secret, recoveryCodes } = await setUpTwoFactor(victim);
  inMinutes(2);
  const enter = async (typed: string) => {
    const reader = new Reader(sandbox.url);
    await reader.signIn(PASSWORD, 'guessed@shop.example');
    return (await reader.post('/sign-in/code', { code: typed })).status;
  };
  const right = codeOf(secret);
  const wrong = right === '000000' ? '111111' : '000000';
  const guesses: number[] = [];
  for (let guess = 0; guess < 5; guess++) guesses.push(await enter(wrong));
  expect(guesses).toEqual([401, 401, 401, 401, 429]);
  expect(await enter(right), 'the right code is not taken either').toBe(429);
  expect(await enter(recoveryCodes[0] ?? ''), 'a recovery code is').toBe(303);
  for (let guess = 0; guess < 5; guess++) await enter(wrong);
  inMinutes(16);
  expect(await enter(codeOf(secret))).toBe(303);
});
