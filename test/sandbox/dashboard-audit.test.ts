/** Who did what in the dashboard: what its audit log has, who may read it, and what is never in it. */
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAudit } from '../../sandbox/src/dashboard/audit/audit.js';
import { actions } from '../../sandbox/src/dashboard/audit/table.js';
import { ALL_WORDS, wordsOf } from '../../sandbox/src/dashboard/audit/words.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { forgetOld } from '../../sandbox/src/main/housekeeping.js';
import { PAGES } from '../fuzz/surface.js';
import { shares, THOROUGH } from '../thorough.js';
import {
  codeOf,
  invite,
  join,
  OWNERS_PASSWORD,
  owner,
  PASSWORD,
  Reader,
  setUpTwoFactor,
} from './dashboard-reader.js';
import { CARD, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => sandbox.close());
afterEach(() => void vi.useRealTimers());

interface Row {
  Who: string;
  Action: string;
  Object: string;
  Outcome: string;
  From: string;
}

/** Everything in the log, the newest first, as an admin gets it in a file. */
async function rowsOf(admin: Reader): Promise<Row[]> {
  const { status, text } = await admin.get('/audit.csv');
  expect(status).toBe(200);
  const [head = [], ...rows] = text
    .trim()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])) as unknown as Row);
}

const paid = () =>
  officialClient(sandbox).paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });

/** Every form of the dashboard, by its path. */
const FORMS = PAGES.filter(({ method, path }) => method === 'POST' && path.startsWith('/dashboard/')).map(
  ({ path }) => path.slice('/dashboard'.length),
);

/** The forms before the sign-in. */
const OUTSIDE = ['/sign-in', '/sign-in/code', '/join/:secret'];

/** The forms that change nothing but what their sender sees. */
const isUnrecorded = (path: string) => /\/find$|^\/(?:search|time-zone)$/.test(path);

describe('the audit log has', () => {
  test('each form that changes something, in words of its own, with who sent it from where and the outcome', async () => {
    const From = '198.51.100.7';
    // Empty forms also switch settings off.
    const own = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
    const reader = new Reader(own.url, { 'X-Forwarded-For': From });
    await reader.signIn(OWNERS_PASSWORD);
    const recorded: string[] = [];
    for (const path of FORMS.filter((path) => !OUTSIDE.includes(path))) {
      const { status } = await reader.post(path.replaceAll(/:\w+/g, 'nothing'));
      if (path.startsWith('/me/')) await reader.signIn(OWNERS_PASSWORD);
      const mine = (await rowsOf(reader)).filter((row) => row.From === From && !/^Sign in/.test(row.Action));
      if (!isUnrecorded(path)) {
        recorded.push(mine[0]?.Action ?? 'nothing');
        const Outcome = status < 400 ? 'Done' : `Refused (${status})`;
        expect(mine[0], path).toMatchObject({
          ...{ Who: 'Owner', Action: wordsOf(path), Outcome },
          Object: path.includes('/:id') ? 'nothing' : '',
        });
      }
      expect(mine, path).toHaveLength(recorded.length);
    }
    await own.close();
    // No two forms have the same words, and there are no words without a form.
    expect([...recorded, ...OUTSIDE.map(wordsOf)].sort()).toEqual(ALL_WORDS);
  });

  test.each([
    ['Invite a person', '/people', { name: 'Kay', email: 'kay@shop.example', role: 'view' }],
    ['Create a key', '/keys/new/secret', {}],
    ['Create an endpoint', '/webhooks/new', { url: 'https://shop.example/hook', events: 'all' }],
    ['Create a payment link', '/payment-links/new', { name: 'Felt hat', amount: '12.50', currency: 'eur' }],
  ])('%s: the id of what was created, which leads to its page', async (Action, form, fields) => {
    const admin = await owner(sandbox);
    const { status } = await admin.post(form, fields);
    expect(status).toBeLessThan(400);
    const [created] = await rowsOf(admin);
    expect(created).toMatchObject({ Action, Outcome: 'Done', Object: expect.stringMatching(/^[a-z]+_\w+$/) });
    const path = `/${form.split('/')[1]}/${created?.Object}`;
    expect((await admin.get('/audit')).text).toContain(`href="/dashboard${path}"`);
    expect((await admin.get(path)).status).toBe(200);
  });

  test('no form without words: the dashboard does not start with one', () => {
    expect(() => wordsOf('/payments/:id/burn')).toThrow('no words for the form /payments/:id/burn');
  });

  test('a refund with its payment, which is found by who, what, outcome, id and day', async () => {
    const [ada, admin] = [await join(sandbox, 'support', 'ada@shop.example'), await owner(sandbox)];
    const { id, amount } = await paid();
    await ada.post(`/payments/${id}/refund`, { amount: '99', refunded: '0' });
    await ada.post(`/payments/${id}/refund`, { amount: `${amount / 100}`, refunded: '0' });
    const [done, refused] = (await rowsOf(admin)).filter((row) => row.Object === id);
    const who = { Who: 'ada (ada@shop.example)', Action: 'Refund a payment' };
    expect(done).toMatchObject({ ...who, Outcome: 'Done' });
    expect(refused).toMatchObject({ ...who, Outcome: 'Refused (400)' });
    const find = async (form: Record<string, string>) => {
      const { headers } = await admin.post('/audit/find', form);
      const { text } = await admin.get(String(headers.location).slice('/dashboard'.length));
      return text.split(`href="/dashboard/payments/${id}"`).length - 1;
    };
    const tomorrow = new Date(Date.now() + 48 * 3600 * 1000).toISOString().slice(0, 10);
    for (const [count, form] of [
      [2, { name: 'AD', email: 'Ada@shop.example', action: 'Refund a payment', id }],
      [1, { id, outcome: 'done' }],
      [1, { id, outcome: 'refused' }],
      [0, { id, action: 'Capture a payment' }],
      [0, { id, name: 'Owner' }],
      [0, { id, from: tomorrow }],
    ] as const)
      expect(await find(form), JSON.stringify(form)).toBe(count);
    const { text } = await admin.get('/audit');
    const [, entry = ''] = /href="\/dashboard(\/audit\/action_\w+)"/.exec(text) ?? [];
    expect((await admin.get(entry)).text).toMatch(/href="\/dashboard\/people\/person_\w+"/);
  });

  test('an invitation, sign-ins, those that failed, codes and the sign-out, each with whose it is', async () => {
    const [admin, email] = [await owner(sandbox), 'grace@shop.example'];
    const grace = await join(sandbox, 'view', email);
    await new Reader(sandbox.url).signIn('wrong', email);
    await new Reader(sandbox.url).signIn('wrong', 'nobody@shop.example');
    await new Reader(sandbox.url).signIn('wrong');
    const { recoveryCodes } = await setUpTwoFactor(grace);
    await grace.post('/me/sign-out');
    await grace.signIn(PASSWORD, email);
    await grace.post('/sign-in/code', { code: '000000' });
    await grace.post('/sign-in/code', { code: recoveryCodes[0] ?? '' });
    const rows = await rowsOf(admin);
    const invited = rows.findIndex(({ Action }) => Action === 'Invite a person');
    const since = rows.slice(0, invited + 1).reverse();
    const own = `grace (${email})`;
    expect(since.map(({ Who, Action, Outcome }) => [Who, Action, Outcome])).toEqual([
      ['Owner', 'Invite a person', 'Done'],
      [own, 'Choose a password', 'Done'],
      [own, 'Sign in: password', 'Refused (401)'],
      ['Unknown', 'Sign in: password', 'Refused (401)'],
      ['Owner', 'Sign in: password', 'Refused (401)'],
      [own, 'Turn on two-factor', 'Done'],
      [own, 'Sign out', 'Done'],
      [own, 'Sign in: password', 'Done'],
      [own, 'Sign in: code', 'Refused (401)'],
      [own, 'Sign in: code', 'Done'],
    ]);
  });

  test('who it was, when the person is gone', THOROUGH, async () => {
    const [admin, eve] = [await owner(sandbox), await join(sandbox, 'admin', 'eve@shop.example')];
    await eve.post('/people/nothing/invite');
    const { text } = await admin.get('/people');
    const [, id] = /href="\/dashboard\/people\/(person_\w+)"><bdi>eve/.exec(text) ?? [];
    await admin.post(`/people/${id}/remove`);
    const [removed, before] = await rowsOf(admin);
    expect(removed).toMatchObject({ Who: 'Owner', Action: 'Remove a person', Object: id, Outcome: 'Done' });
    expect(before).toMatchObject({ Who: 'eve (eve@shop.example)', Outcome: 'Refused (404)' });
  });
});

for (const [roles, options] of shares(['support', 'view'] as const, 2))
  test.each(roles)('%s does not see the audit log, and is in it when refused', options, async (role) => {
    const [admin, reader] = [await owner(sandbox), await join(sandbox, role, `${role}-audit@shop.example`)];
    const [, entry = ''] =
      /href="\/dashboard(\/audit\/action_\w+)"/.exec((await admin.get('/audit')).text) ?? [];
    for (const path of ['/audit', '/audit.csv', entry])
      expect((await reader.get(path)).status, path).toBe(403);
    expect((await reader.post('/audit/find', { name: 'Owner' })).status).toBe(403);
    expect((await reader.get('/people')).text).not.toContain('/dashboard/audit');
    expect((await admin.get('/people')).text).toContain('/dashboard/audit');
    await reader.post('/keys/new/secret');
    const [refused] = await rowsOf(admin);
    expect(refused).toMatchObject({ Action: 'Create a key', Outcome: 'Refused (403)' });
    expect(refused?.Who).toContain(`${role}-audit@shop.example`);
  });

test('the audit log has no card number, password, code, key or link, wherever they are sent', async () => {
  const dataDir = temporaryDirectory();
  const own = await start({ dataDir, memory: false, dashboardPassword: OWNERS_PASSWORD });
  const admin = await owner(own);
  const [card, key] = [CARD['card[number]'], own.secretKey];
  const link = await invite(admin, 'ada@shop.example', 'view');
  const ada = new Reader(own.url);
  await ada.post(link, { password: PASSWORD, again: PASSWORD });
  const { secret, recoveryCodes } = await setUpTwoFactor(ada);
  await ada.signIn(PASSWORD, card);
  await ada.signIn(card, 'ada@shop.example');
  for (const hidden of [card, key, recoveryCodes[0] ?? '', `pi_123_secret_${secret}`]) {
    await admin.post(`/payments/${hidden}/refund?account=${hidden}`, { amount: hidden, reason: hidden });
    await admin.post(`/keys/new/secret`, { note: hidden });
  }
  await own.close();
  const stored = await withDatabase(dataDir, async (db) => JSON.stringify(await db.select().from(actions)));
  expect(stored).toContain('Refund a payment');
  const secrets = [card, key, secret, codeOf(secret), link.split('/')[2] ?? '?', PASSWORD, OWNERS_PASSWORD];
  for (const hidden of [...secrets, ...recoveryCodes]) expect(stored).not.toContain(hidden);
});

test('an action that can’t be recorded is done even so, and a fault is logged', THOROUGH, async () => {
  const dataDir = temporaryDirectory();
  await (await start({ dataDir, memory: false })).close();
  await withDatabase(dataDir, (db) => db.execute(sql`drop table dashboard_actions`));
  const lines: string[] = [];
  const broken = await start({ dataDir, memory: false, log: (line) => lines.push(line) });
  const before = (await broken.keys.list()).length;
  expect((await new Reader(broken.url).post('/keys/new/secret')).status).toBe(200);
  expect(await broken.keys.list()).toHaveLength(before + 1);
  await broken.close();
  expect(lines.join('\n')).toMatch(/audit log: Create a key by local .*dashboard_actions/);
});

test('the audit log is kept for a year', async () => {
  const { db, close } = await openInMemory();
  await db.execute(sql`insert into accounts (id, created_at) values ('acct_a', now())`);
  const who = { personId: 'owner', personName: 'Owner' };
  await createAudit(db, 'acct_a', () => {}).record({ ...who, action: 'Create a key', status: 200 });
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);
  await forgetOld(db, inDays(364.9));
  expect(await db.select().from(actions)).toHaveLength(1);
  await forgetOld(db, inDays(365.1));
  expect(await db.select().from(actions)).toHaveLength(0);
  await close();
});
