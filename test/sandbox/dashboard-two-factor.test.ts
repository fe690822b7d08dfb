/** The second factor of the dashboard's people: how it is set up, asked for and lost. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { runCommand } from '../../sandbox/src/main/commands/index.js';
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
} from './dashboard-reader.js';
import { dumpOf } from './dump.js';
import { start, temporaryDirectory } from './harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => sandbox.close());
afterEach(() => void vi.useRealTimers());

const idOf = async (admin: Reader, name: string) => {
  const { text } = await admin.get('/people');
  return new RegExp(`href="/dashboard/people/(person_\\w+)"><bdi>${name}<`).exec(text)?.[1] ?? '';
};

describe('a person', () => {
  test('sets it up with the key of the page, and from then on signs in with a code too', async () => {
    const ada = await join(sandbox, 'support', 'ada@shop.example');
    const elsewhere = new Reader(sandbox.url);
    await elsewhere.signIn(PASSWORD, 'ada@shop.example');
    const { secret, recoveryCodes } = await setUpTwoFactor(ada);
    expect(recoveryCodes).toHaveLength(10);
    expect((await ada.get('/payments')).status).toBe(200);
    expect((await elsewhere.get('/payments')).status, 'who has only given the password').toBe(401);
    inMinutes(1);
    const asked = await elsewhere.signIn(PASSWORD, 'ada@shop.example');
    expect(asked.headers.location).toBe('/dashboard/sign-in/code');
    expect((await elsewhere.get('/sign-in/code')).text).toContain('<h1>Enter your code</h1>');
    const code = codeOf(secret);
    expect(
      (await elsewhere.post('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status,
    ).toBe(303);
    expect((await elsewhere.get('/payments')).status).toBe(200);
  });

  test('sets it up only with a code of the key that the page showed them', async () => {
    const [bob, eve] = [
      await join(sandbox, 'view', 'bob@shop.example'),
      await join(sandbox, 'view', 'eve@shop.example'),
    ];
    const sealedOf = async (reader: Reader) =>
      /name="sealed" value="([^"]+)"/.exec((await reader.get('/me/two-factor')).text)?.[1] ?? '';
    for (const sealed of ['', 'AAAA', await sealedOf(eve)])
      expect((await bob.post('/me/two-factor', { sealed, code: '123456' })).status).toBe(400);
    expect((await bob.get('/me')).text).toContain('Two-factor is off');
  });

  test('has new recovery codes, and switches it off, with a code', async () => {
    const grace = await join(sandbox, 'view', 'grace@shop.example');
    const { secret, recoveryCodes } = await setUpTwoFactor(grace);
    for (const form of ['recovery-codes', 'off'])
      expect((await grace.post(`/me/two-factor/${form}`, { code: '000000' })).status).toBe(400);
    inMinutes(1);
    const renewed = await grace.post('/me/two-factor/recovery-codes', { code: codeOf(secret) });
    const [fresh = ''] = renewed.text.match(/\b[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\b/g) ?? [];
    expect(
      (await grace.post('/me/two-factor/off', { code: recoveryCodes[0] ?? '' })).status,
      'an old one',
    ).toBe(400);
    expect((await grace.post('/me/two-factor/off', { code: fresh.toUpperCase() })).status).toBe(303);
    expect((await new Reader(sandbox.url).signIn(PASSWORD, 'grace@shop.example')).headers.location).toBe(
      '/dashboard',
    );
  });

  test('who has lost the phone is let in by an admin, who resets it', async () => {
    const lost = await join(sandbox, 'view', 'lost@shop.example');
    await setUpTwoFactor(lost);
    const admin = await owner(sandbox);
    await admin.post(`/people/${await idOf(admin, 'lost')}/reset-two-factor`);
    expect((await lost.get('/payments')).status, 'the session of before').toBe(401);
    expect((await lost.signIn(PASSWORD, 'lost@shop.example')).headers.location).toBe('/dashboard');
  });
});

test('everyone is led to set it up once an admin asks for it', async () => {
  const own = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
  const [admin, viewer] = [await owner(own), await join(own, 'view')];
  await admin.post('/people/require-two-factor', { required: 'true' });
  for (const reader of [admin, viewer]) {
    const led = await reader.get('/payments');
    expect([led.status, led.headers.location]).toEqual([303, '/dashboard/me/two-factor']);
    await setUpTwoFactor(reader);
    expect((await reader.get('/payments')).status).toBe(200);
  }
  expect((await viewer.post('/me/two-factor/off', { code: '000000' })).text).toContain(
    'requires two-factor of everyone',
  );
  await admin.post('/people/require-two-factor', { required: 'false' });
  const path = await invite(admin, 'new@shop.example', 'support');
  const joined = new Reader(own.url);
  await joined.post(path, { password: PASSWORD, again: PASSWORD });
  expect((await joined.get('/payments')).status).toBe(200);
  await own.close();
});

test('the database has neither the key nor a recovery code, and the command of the operator resets the owner', async () => {
  const dataDir = temporaryDirectory();
  const options = { dataDir, memory: false, dashboardPassword: OWNERS_PASSWORD };
  const first = await start(options);
  const { secret, recoveryCodes } = await setUpTwoFactor(await owner(first));
  await first.close();
  const dump = await dumpOf(dataDir);
  for (const text of [secret, ...recoveryCodes]) expect(dump).not.toContain(text);
  const said: string[] = [];
  const surroundings = {
    env: { PAYFRAME_DATA: dataDir },
    signal: new AbortController().signal,
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(line),
  };
  const reset = (...flags: string[]) => runCommand(['dashboard', 'reset-two-factor', ...flags], surroundings);
  await expect(reset('--email', 'nobody@shop.example')).rejects.toThrow(
    'Nobody has the email nobody@shop.example.',
  );
  await reset();
  expect(said).toEqual([
    'Two-factor of the owner is off. They sign in with their password, and can set it up again.',
  ]);
  const second = await start(options);
  const again = new Reader(second.url);
  expect((await again.signIn(OWNERS_PASSWORD)).headers.location).toBe('/dashboard');
  expect((await again.get('/audit.csv')).text).toMatch(
    /"Operator","Reset a person’s two-factor","owner","Done",""\r\n/,
  );
  await second.close();
});
