/** Who may do what in the dashboard, and how people come to it and leave it. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Role } from '../../sandbox/src/dashboard/people/roles.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { PAGES } from '../fuzz/surface.js';
import { shares } from '../thorough.js';
import { inMinutes, invite, join, OWNERS_PASSWORD, owner, PASSWORD, Reader } from './dashboard-reader.js';
import { dumpOf } from './dump.js';
import { eventually, start, temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ dashboardPassword: OWNERS_PASSWORD, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => sandbox.close());
afterEach(() => void vi.useRealTimers());

const inHours = (hours: number) => inMinutes(hours * 60);

describe('a session', () => {
  test('survives a restart, and the database has neither its token nor a password', async () => {
    const dataDir = temporaryDirectory();
    const options = { dataDir, memory: false, dashboardPassword: OWNERS_PASSWORD };
    const first = await start(options);
    const cookies = [(await owner(first)).cookie, (await join(first, 'view')).cookie];
    await first.close();
    const dump = await dumpOf(dataDir);
    for (const secret of [...cookies.map((cookie) => cookie.split('=')[1] ?? '?'), OWNERS_PASSWORD, PASSWORD])
      expect(dump).not.toContain(secret);
    const second = await start(options);
    for (const cookie of cookies) {
      const reader = new Reader(second.url);
      reader.cookie = cookie;
      expect((await reader.get('/keys')).status).toBe(200);
    }
    await second.close();
    const third = await start({ ...options, dashboardPassword: 'another horse' });
    for (const cookie of cookies) {
      const reader = new Reader(third.url);
      reader.cookie = cookie;
      expect((await reader.get('/keys')).status, 'after a change of the operator’s password').toBe(401);
    }
    await third.close();
  });

  test('ends after 12 hours', async () => {
    const reader = await owner(sandbox);
    inHours(11.9);
    expect((await reader.get('/keys')).status).toBe(200);
    inHours(0.2);
    expect((await reader.get('/keys')).status).toBe(401);
  });

  test('that is signed out everywhere is signed out in other browsers, and not of other people', async () => {
    const [here, there, other] = [await owner(sandbox), await owner(sandbox), await join(sandbox, 'view')];
    expect((await here.get('/me')).text).toContain('Where you are signed in');
    expect((await here.post('/me/sign-out-everywhere')).status).toBe(303);
    for (const reader of [here, there]) expect((await reader.get('/keys')).status).toBe(401);
    expect((await other.get('/keys')).status).toBe(200);
  });
});

describe('a person', () => {
  test('is invited by a link, chooses a password and signs in with it', async () => {
    const path = await invite(await owner(sandbox), 'Ada@Shop.example', 'support');
    const ada = new Reader(sandbox.url);
    for (const [password, again, problem] of [
      ['short', 'short', 'at least 12 characters'],
      [PASSWORD, `${PASSWORD}x`, 'not the same'],
    ] as const) {
      const refused = await ada.post(path, { password, again });
      expect(refused.status).toBe(400);
      expect(refused.text).toContain(problem);
    }
    expect((await ada.get(path)).text).toContain('ada@shop.example');
    expect((await ada.post(path, { password: PASSWORD, again: PASSWORD })).status).toBe(303);
    expect((await ada.get('/payments')).status).toBe(200);
    const elsewhere = new Reader(sandbox.url);
    expect((await elsewhere.signIn(PASSWORD, 'bob@shop.example')).status).toBe(401);
    expect((await elsewhere.signIn(PASSWORD)).status).toBe(401);
    expect((await elsewhere.signIn(PASSWORD, 'ADA@shop.example')).status).toBe(303);
    expect((await elsewhere.get('/me')).text).toContain('Your role is <strong>support</strong>');
  });

  test('has no way in by a link of yesterday, or of before the last one', async () => {
    const admin = await owner(sandbox);
    const first = await invite(admin, 'late@shop.example', 'view');
    const [, id] =
      /href="\/dashboard\/people\/(person_\w+)"><bdi>late/.exec((await admin.get('/people')).text) ?? [];
    const { text } = await admin.post(`/people/${id}/invite`);
    const [, second = ''] = /\/dashboard(\/join\/\w+)/.exec(text) ?? [];
    const late = new Reader(sandbox.url);
    expect((await late.get(first)).status).toBe(404);
    expect((await late.get(second)).status).toBe(200);
    inHours(24.1);
    expect((await late.post(second, { password: PASSWORD, again: PASSWORD })).status).toBe(404);
  });

  test('whose role is changed has the new one at once, and who is removed is signed out', async () => {
    const [admin, eve] = [await owner(sandbox), await join(sandbox, 'view', 'eve@shop.example')];
    const { text } = await admin.get('/people');
    const [, id] = /href="\/dashboard\/people\/(person_\w+)"><bdi>eve/.exec(text) ?? [];
    expect((await eve.get('/keys/new/secret')).status).toBe(403);
    await admin.post(`/people/${id}`, { role: 'admin' });
    expect((await eve.get('/keys/new/secret')).status).toBe(200);
    await admin.post(`/people/${id}/remove`);
    expect((await eve.get('/keys')).status).toBe(401);
    expect((await new Reader(sandbox.url).signIn(PASSWORD, 'eve@shop.example')).status).toBe(401);
  });

  test('is invited with a name, an email that nobody else has, and a role', async () => {
    const admin = await owner(sandbox);
    const fields = { name: 'Grace', email: 'grace@shop.example', role: 'view' };
    for (const wrong of [
      { name: '' },
      { email: 'grace' },
      { role: 'king' },
      { email: '4242424242424242@x.example' },
    ])
      expect((await admin.post('/people', { ...fields, ...wrong })).status, JSON.stringify(wrong)).toBe(400);
    expect((await admin.post('/people', fields)).status).toBe(200);
    const again = await admin.post('/people', { ...fields, email: 'GRACE@shop.example' });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Someone already has this email.');
  });

  test('changes neither the owner nor themselves', async () => {
    const admin = await join(sandbox, 'admin', 'second@shop.example');
    const { text } = await admin.get('/people');
    const [, own] = /href="\/dashboard\/people\/(person_\w+)"><bdi>second/.exec(text) ?? [];
    for (const id of ['owner', own]) {
      for (const path of [`/people/${id}`, `/people/${id}/remove`, `/people/${id}/invite`])
        expect((await admin.post(path, { role: 'view' })).status, path).toBe(403);
      const { text } = await admin.get(`/people/${id}`);
      expect(text.slice(text.indexOf('<main'))).not.toContain('<form');
    }
  });

  test('at this machine is an admin without a password, and is told how others get in', async () => {
    const open = await start();
    const local = new Reader(open.url);
    expect((await local.get('/people')).text).toContain('PAYFRAME_DASHBOARD_PASSWORD');
    const fields = { name: 'Ada', email: 'ada@shop.example', role: 'view' };
    expect((await local.post('/people', fields)).status).toBe(400);
    expect((await local.post('/keys/new/secret')).status).toBe(200);
    await open.close();
  });
});

describe('a role', () => {
  /** Every form of the dashboard, by its path. */
  const FORMS = PAGES.filter(({ method, path }) => method === 'POST' && path.startsWith('/dashboard/')).map(
    ({ path }) => path.slice('/dashboard'.length),
  );

  /** The forms before the sign-in. */
  const OUTSIDE = ['/sign-in', '/join/:secret'];

  /** The forms that less than an admin may send. Any other, also of a new subject, is for admins. */
  const FOR: Record<'support' | 'view', RegExp> = {
    support: /^\/(?:payments|customers|disputes)\/:id\//,
    view: /^\/me\/|(?<!^\/audit)\/find$|^\/(?:search|time-zone)$/,
  };

  /** The page that nobody else sees. */
  const FOR_ADMINS = '/audit';

  const roleOf = (path: string): Role => {
    if (FOR.view.test(path)) return 'view';
    return FOR.support.test(path) ? 'support' : 'admin';
  };

  const RIGHTS: Record<Role, Role[]> = {
    view: ['view'],
    support: ['view', 'support'],
    admin: ['view', 'support', 'admin'],
  };

  for (const [roles, options] of shares(['support', 'view'] as const, 2))
    test.each(roles)('%s is shown no form that it may not send', options, async (role) => {
      const stripe = officialClient(sandbox);
      const customer = await stripe.customers.create();
      const intent = await stripe.paymentIntents.create({
        ...{ amount: 2000, currency: 'eur', confirm: true, customer: customer.id },
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        payment_method: 'pm_card_createDispute',
      });
      const disputes = () => stripe.disputes.list({ payment_intent: intent.id });
      const { data } = await eventually(disputes, (list) => list.data.length > 0);
      const endpoint = await stripe.webhookEndpoints.create({
        enabled_events: ['*'],
        url: 'https://shop.example/hook',
      });
      const account = await stripe.accounts.create({ type: 'express' });
      const [key] = await sandbox.keys.list();
      const reader = await join(sandbox, role, `${role}-pages@shop.example`);
      const pages = PAGES.filter(
        ({ method, path }) => method === 'GET' && /^\/dashboard\/[\w-]+$/.test(path),
      );
      const paths = pages
        .map(({ path }) => path.slice('/dashboard'.length))
        .filter((path) => path !== FOR_ADMINS);
      const ones = [
        ...[`/payments/${intent.id}`, `/accounts/${account.id}`, `/keys/${key?.id}`, '/people/owner'],
        ...[`/customers/${customer.id}`, `/disputes/${data[0]?.id}`, `/webhooks/${endpoint.id}`],
      ];
      for (const path of [...paths, ...ones]) {
        const { text, status } = await reader.get(path);
        expect(status, path).toBeLessThan(400);
        const actions = [
          ...text.matchAll(/<form method="post" action="\/dashboard([^"?]+)/g),
          // Links that lead to nothing but a form.
          ...text.matchAll(/href="\/dashboard(\/[\w-]+\/(?:new\b[^"?]*|\w+_\w+\/[^"?]+))/g),
        ].map(([, action = '']) => action);
        for (const action of actions) {
          const form =
            FORMS.find((one) => new RegExp(`^${one.replaceAll(/:\w+/g, '[^/]+')}$`).test(action)) ?? action;
          expect(RIGHTS[role], `${path} has a form for ${form}`).toContain(roleOf(form));
        }
      }
    });

  for (const [roles, options] of shares(['support', 'view', 'admin'] as const, 3))
    test.each(roles)('%s sends its own forms, and is refused all others', options, async (role) => {
      const reader = await join(sandbox, role, `${role}-forms@shop.example`);
      const inside = FORMS.filter((path) => !OUTSIDE.includes(path));
      expect(inside.length).toBeGreaterThan(15);
      for (const path of inside) {
        const { status, text } = await reader.post(path.replaceAll(/:\w+/g, 'nothing'));
        const isRefused = status === 403 && text.includes('<h1>Not allowed</h1>');
        expect([path, isRefused]).toEqual([path, !RIGHTS[role].includes(roleOf(path))]);
        // These sign out.
        if (path.startsWith('/me/')) await reader.signIn(PASSWORD, `${role}-forms@shop.example`);
      }
    });
});
