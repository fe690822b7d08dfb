import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createPaymentMethod, FORM, get, send, start } from './harness.js';
import { activeAccount, officialClient, VERIFIED } from './official.js';

let sandbox: Sandbox;
/** One that has a password. */
let guarded: Sandbox;
beforeAll(async () => {
  sandbox = await start();
  guarded = await start({ dashboardPassword: 'correct horse' });
});
afterAll(() => Promise.all([sandbox.close(), guarded.close()]));

const page = (path: string, headers: Record<string, string> = {}, of = sandbox) =>
  send(`${of.url}/dashboard${path}`, { headers: { Host: new URL(of.url).host, ...headers } });

const submit = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
  of = sandbox,
) =>
  send(`${of.url}/dashboard${path}`, {
    method: 'POST',
    headers: { Origin: of.url, Host: new URL(of.url).host, ...FORM, ...headers },
    body: new URLSearchParams(form).toString(),
  });

const keyIn = (text: string) => /[prs]k_(?:test|live)_[0-9A-Za-z]{32}/.exec(text)?.[0] ?? '';

describe('who sees the dashboard', () => {
  test('without a password it is for this machine, by this machine’s name', async () => {
    expect((await page('/keys')).status).toBe(200);
    // A page elsewhere whose own name leads to 127.0.0.1.
    expect((await page('/keys', { Host: 'evil.example' })).status).toBe(403);
  });

  test('with a password it is for whoever knows that', async () => {
    const refused = await page('/keys', {}, guarded);
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain('pk_test_');
    const wrong = await submit('/sign-in', { password: 'wrong' }, {}, guarded);
    expect(wrong.status).toBe(401);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    const right = await submit('/sign-in', { password: 'correct horse' }, {}, guarded);
    expect(right.status).toBe(303);
    const [cookie = ''] = right.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toMatch(/Secure/);
    const Cookie = cookie.split(';')[0] ?? '';
    expect((await page('/keys', { Cookie }, guarded)).status).toBe(200);
    // A name that is not the machine's own is fine here.
    expect((await page('/keys', { Cookie, Host: 'pay.example' }, guarded)).status).toBe(200);
    for (const forged of [`${Cookie}x`, Cookie.replace('=', '=9'), 'payframe_dashboard=']) {
      expect((await page('/keys', { Cookie: forged }, guarded)).status).toBe(401);
    }
  });

  test('behind a proxy that speaks HTTPS, the session is sent only over HTTPS', async () => {
    const headers = { Host: 'pay.example', Origin: 'https://pay.example' };
    const { headers: answered } = await submit('/sign-in', { password: 'correct horse' }, headers, guarded);
    expect(answered['set-cookie']?.[0]).toMatch(/Secure/);
  });

  test('a form that another site sent does nothing', async () => {
    const before = (await sandbox.keys.list()).length;
    for (const Origin of ['https://evil.example', 'null', sandbox.url.replace('127.0.0.1', '127.0.0.2')]) {
      expect((await submit('/keys/new/secret', {}, { Origin })).status).toBe(403);
    }
    expect(await sandbox.keys.list()).toHaveLength(before);
  });

  test('no page can be framed, cached, or run a script but its own [S15]', async () => {
    const { headers } = await page('/keys');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-[\w+/]{43}='; style-src/);
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('connected accounts', () => {
  const stripe = () => officialClient(sandbox);

  test('are listed, each with what it may do and what is due of it', async () => {
    const { id } = await stripe().accounts.create({
      type: 'express',
      business_profile: { name: 'Mara’s Pottery' },
      capabilities: { transfers: { requested: true } },
    });
    const { text: list } = await page('/accounts');
    expect(list).toContain(`href="/dashboard/accounts/${id}"`);
    expect(list).toContain('Mara’s Pottery');
    const { text } = await page(`/accounts/${id}`);
    for (const part of ['transfers', 'inactive', 'tos_acceptance.date', 'external_account', 'Past due'])
      expect(text).toContain(part);
  });

  test('are seen with their money and what is due first, and the rest folded', async () => {
    const business_profile = { ...VERIFIED.business_profile, name: 'Mara’s Pottery' };
    const account = await activeAccount(stripe(), { business_profile });
    const own = officialClient(sandbox, sandbox.secretKey, { stripeAccount: account.id });
    await own.charges.create({ amount: 5000, currency: 'eur', source: 'tok_bypassPending' });
    await own.refunds.create({ charge: (await own.charges.list()).data[0]?.id as string, amount: 700 });
    const transfer_data = { destination: account.id };
    await stripe().charges.create({ amount: 1200, currency: 'usd', source: 'tok_visa', transfer_data });
    const { text } = await page(`/accounts/${account.id}`);
    const order = [
      'Mara’s Pottery',
      'Balance',
      '€41.25',
      '$12.00',
      'Newest payments',
      '€7.00 refunded',
      'Newest payouts',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    const [received] = (await own.charges.list({ limit: 1 })).data;
    expect(received?.id).toMatch(/^py_/);
    expect(text).toContain(received?.id);
    const sectionsOf = (shown: string) =>
      [...shown.matchAll(/<details( open="")?><summary><h2>([^<]+)/g)].map(([, open, title]) => [
        title,
        Boolean(open),
      ]);
    const folded = [
      ['Capabilities', false],
      ['Reject', false],
      ['As the API shows it', false],
    ];
    expect(sectionsOf(text)).toEqual([['Requirements', false], ...folded]);
    const { id } = await stripe().accounts.create({
      type: 'express',
      capabilities: { transfers: { requested: true } },
    });
    expect(sectionsOf((await page(`/accounts/${id}`)).text)).toEqual([['Requirements', true], ...folded]);
  });

  test('have their onboarding opened', async () => {
    const { id } = await stripe().accounts.create({ type: 'express' });
    const { status, headers } = await submit(`/accounts/${id}/onboard`, {});
    expect(status).toBe(303);
    expect(headers.location?.startsWith(`${sandbox.url}/connect/open/`)).toBe(true);
    expect((await send(headers.location ?? '')).status).toBe(303);
    const again = await send(headers.location ?? '');
    expect(again.headers.location).toBe(`${sandbox.url}/dashboard/accounts/${id}`);
  });

  test('are rejected for a reason, or it is said why not', async () => {
    const { id } = await stripe().accounts.create({ type: 'express' });
    expect((await submit(`/accounts/${id}/reject`, { reason: 'fraud' })).status).toBe(303);
    expect((await stripe().accounts.retrieve(id)).requirements?.disabled_reason).toBe('rejected.fraud');
    expect((await page(`/accounts/${id}`)).text).toContain('rejected.fraud');
    const standard = await stripe().accounts.create({ type: 'standard' });
    const refused = await submit(`/accounts/${standard.id}/reject`, { reason: 'fraud' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('A platform can only reject accounts');
  });

  test('have their own objects shown, and nothing of the platform’s', async () => {
    const [first, second] = [
      await stripe().accounts.create({ type: 'standard' }),
      await stripe().accounts.create({ type: 'standard' }),
    ];
    const theirs = await stripe().customers.create({}, { stripeAccount: first.id });
    const own = await stripe().customers.create({});
    const { text } = await page(`/customers?account=${first.id}`);
    expect(text).toContain(`href="/dashboard/customers/${theirs.id}?account=${first.id}"`);
    expect(text).not.toContain(own.id);
    expect((await page(`/customers/${theirs.id}?account=${first.id}`)).text).toContain(theirs.id);
    for (const path of [
      `/customers/${theirs.id}`,
      `/customers/${theirs.id}?account=${second.id}`,
      `/customers/${own.id}?account=${first.id}`,
      '/customers?account=acct_none',
      '/accounts/acct_none',
    ])
      expect((await page(path)).status, path).toBe(404);
  });
});

describe('the log of requests', () => {
  test('finds nothing for an unknown status', async () => {
    for (const status of ['abc', '9', '1e3', '__proto__x'])
      expect(await page(`/requests?status=${status}`)).toMatchObject({
        status: 200,
        text: expect.stringContaining('Nothing matches these filters.'),
      });
  });
});

describe('keys', () => {
  test('a publishable key is shown, a secret one only on demand', async () => {
    const { text } = await page('/keys');
    expect(text).toContain(sandbox.publishableKey);
    expect(text).not.toContain(sandbox.secretKey);
    const secret = (await sandbox.keys.list()).find(({ plaintext }) => plaintext === sandbox.secretKey);
    expect((await page(`/keys/${secret?.id}`)).text).not.toContain(sandbox.secretKey);
    expect((await submit(`/keys/${secret?.id}/reveal`, {})).text).toContain(sandbox.secretKey);
  });

  test('a restricted key from a preset does what the preset says', async () => {
    const form = await page('/keys/new/restricted?preset=dispute-monitoring');
    expect(form.text).toMatch(/name="permission disputes" value="read" checked/);
    const made = await submit('/keys/new/restricted', { note: 'monitor', 'permission disputes': 'read' });
    const key = keyIn(made.text);
    expect(key).toMatch(/^rk_test_/);
    expect((await get(sandbox, '/v1/disputes', key)).status).toBe(200);
    expect((await get(sandbox, '/v1/customers', key)).status).toBe(403);
  });

  test('permissions and bounds can be changed', async () => {
    const { key, row } = await sandbox.keys.create({ livemode: false, kind: 'restricted', permissions: {} });
    const saved = await submit(`/keys/${row.id}`, {
      note: 'reports',
      'permission balance': 'read',
      ipRanges: '127.0.0.0/8',
    });
    expect(saved.text).toContain('Saved.');
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
    const wrong = await submit(`/keys/${row.id}`, { ipRanges: 'everywhere' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('is not an address');
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
  });

  test('an origin has to be one', async () => {
    const wrong = await submit('/keys/new/publishable', { origins: 'https://shop.example/pay' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('is not an origin');
    const made = await submit('/keys/new/publishable', {
      origins: 'https://shop.example\nhttps://b.example',
    });
    const key = keyIn(made.text);
    const from = (origin: string) =>
      createPaymentMethod(sandbox, {}, { key, headers: { 'Payframe-Page-Origin': origin } });
    expect((await from('https://b.example')).status).toBe(200);
    expect((await from('https://c.example')).status).toBe(403);
  });

  test('a live secret key is shown once', async () => {
    const made = await submit('/keys/new/secret?mode=live', {});
    const key = keyIn(made.text);
    expect(key).toMatch(/^sk_live_/);
    expect(made.text).toContain('not be shown again');
    const [row] = await sandbox.keys.list();
    expect((await submit(`/keys/${row?.id}/reveal?mode=live`, {})).text).not.toContain(key);
  });

  test('rolling and revoking end a key', async () => {
    const { key, row } = await sandbox.keys.create({
      livemode: false,
      kind: 'restricted',
      permissions: { balance: 'read' },
    });
    const rolled = await submit(`/keys/${row.id}/roll`, { expire: 'at once' });
    expect((await get(sandbox, '/v1/balance', key)).status).toBe(401);
    const fresh = keyIn(rolled.text);
    expect((await get(sandbox, '/v1/balance', fresh)).status).toBe(200);
    const id = (await sandbox.keys.list()).find(({ plaintext }) => plaintext === fresh)?.id;
    expect((await submit(`/keys/${id}/revoke`, {})).status).toBe(303);
    expect((await get(sandbox, '/v1/balance', fresh)).status).toBe(401);
  });
});

describe('what happened', () => {
  test('requests are there with their errors, and without card data, secrets and keys', async () => {
    const cvc = '987';
    await createPaymentMethod(sandbox, { 'card[cvc]': cvc, 'metadata[order]': '6735' });
    await createPaymentMethod(sandbox, { 'card[number]': '4000000000000000' });
    const list = await page('/requests');
    const ids = [...list.text.matchAll(/requests\/(req_\w+)/g)].map(([, id]) => id);
    const [refused, accepted] = await Promise.all(ids.slice(0, 2).map((id) => page(`/requests/${id}`)));
    expect(refused?.text).toContain('incorrect_number');
    expect(accepted?.text).toContain('6735');
    for (const answer of [refused, accepted]) {
      expect(answer?.text).toContain('[redacted]');
      expect(answer?.text).not.toMatch(/4242424242424242|4000000000000000/);
      expect(answer?.text).not.toContain(`"${cvc}"`);
      expect(answer?.text).not.toContain(sandbox.publishableKey);
    }
  });

  test('payments, customers, disputes and events are listed and can be looked at', async () => {
    const stripe = officialClient(sandbox);
    const customer = await stripe.customers.create({ name: '<b>Jenny</b>' });
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      confirm: true,
    });
    const payments = await page('/payments');
    expect(payments.text).toContain('$20.00');
    const one = await page(`/payments/${intent.id}`);
    expect(one.text).toContain('succeeded');
    expect(one.text).not.toContain(intent.client_secret);
    expect((await page('/customers')).text).toContain('&lt;b&gt;Jenny');
    expect((await page(`/customers/${customer.id}`)).text).not.toContain('<b>Jenny');
    expect((await page('/disputes')).text).toContain('fraudulent');
    expect((await page('/events')).text).toContain('charge.dispute.created');
    for (const nowhere of ['/payments/pi_none', '/nowhere']) {
      const { status, text } = await page(nowhere);
      expect(status).toBe(404);
      expect(text).toContain('<h1>Not found</h1>');
    }
    expect((await page('/payments?mode=live')).text).toContain('none yet in live mode');
  });

  test('a long list goes on, page by page', async () => {
    const stripe = officialClient(sandbox);
    for (let made = 0; made < 26; made++) await stripe.customers.create({ name: `Customer ${made}` });
    const first = await page('/customers');
    expect(first.text).toContain('Customer 25');
    const [, next = ''] = /href="\/dashboard(\/customers\?after=\w+)"/.exec(first.text) ?? [];
    expect((await page(next)).text).toContain('Customer 0<');
  });
});

describe('whatever is sent', () => {
  const FORMS = ['/sign-in', '/keys/new/secret', '/keys/new/restricted', '/keys/ID', '/keys/ID/roll'];

  test.each([
    ['JSON', 415, 'application/json', '{"note":"x"}'],
    ['no type', 415, '', 'note=x'],
    ['broken multipart', 415, 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: nonsense'],
    ['multipart without a boundary', 415, 'multipart/form-data', 'x'],
    ['a zero character', 400, FORM['Content-Type'], 'note=%00'],
    ['no UTF-8', 400, FORM['Content-Type'], 'note=%ff'],
    ['a name of every object', 400, FORM['Content-Type'], '__proto__[x]=y'],
    ['8 MB', 413, FORM['Content-Type'], `note=${'x'.repeat(8 * 1024 * 1024)}`],
  ])('%s is refused with a page that says why, and creates no key', async (_, status, type, body) => {
    const [{ id = '' } = {}] = await sandbox.keys.list();
    const before = (await sandbox.keys.list()).length;
    for (const path of FORMS) {
      const of = path === '/sign-in' ? guarded : sandbox;
      const answer = await send(`${of.url}/dashboard${path.replace('ID', id)}`, {
        method: 'POST',
        headers: { Origin: of.url, Host: new URL(of.url).host, 'Content-Type': type },
        body,
      });
      expect(answer.status, path).toBe(status);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.text).toContain('role="alert"');
    }
    expect(await sandbox.keys.list()).toHaveLength(before);
  });

  test.each([
    ['/sign-in', 'password[x]=y', 401],
    ['/sign-in', 'password[]=correct horse', 401],
    ['/keys/ID/roll', 'expire[x]=y', 404],
    ['/keys/ID/roll', 'expire=constructor', 404],
  ])('%s with %s, which no page of ours sends, is refused and rolls no key', async (path, body, status) => {
    const of = path === '/sign-in' ? guarded : sandbox;
    const [{ id = '' } = {}] = await sandbox.keys.list();
    const before = (await sandbox.keys.list()).length;
    const answer = await send(`${of.url}/dashboard${path.replace('ID', id)}`, {
      method: 'POST',
      headers: { Origin: of.url, Host: new URL(of.url).host, ...FORM },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await sandbox.keys.list()).toHaveLength(before);
  });

  test('a page after an object that is of another list, or of none, is a page that is not there', async () => {
    const { id } = await officialClient(sandbox).customers.create({});
    for (const list of ['/payments', '/disputes', '/events', '/requests']) {
      for (const after of [id, 'nothing']) {
        const answer = await page(`${list}?after=${after}`);
        expect(answer.status, list).toBe(404);
        expect(answer.text).toContain('<h1>Not found</h1>');
      }
      for (const after of ['%00', 'x'.repeat(5001), '%ff', '4242%2F4242%2F4242%2F4242']) {
        const answer = await page(`${list}?after=${after}`);
        expect([400, 404], `${list} ${after}`).toContain(answer.status);
        expect(answer.headers['content-type']).toContain('text/html');
      }
    }
  });
});

describe('text that someone else wrote', () => {
  const OVERRIDE = '\u202e';
  const NAME = `Jenny ${OVERRIDE}nesoR`;

  test('moves nothing around it, and shows what it would turn it with', async () => {
    const { id } = await officialClient(sandbox).customers.create({ name: NAME, description: 'שלום 12' });
    const { row } = await sandbox.keys.create({ livemode: false, kind: 'secret', note: NAME });
    const list = await page('/customers');
    const one = await page(`/customers/${id}`);
    const keys = await page('/keys');
    for (const { text } of [list, one, keys]) expect(text).not.toContain(OVERRIDE);
    expect(list.text).toContain('<bdi>Jenny \\u202enesoR</bdi>');
    expect(keys.text).toContain('<bdi>Jenny \\u202enesoR</bdi>');
    expect(one.text).toContain('<bdi>&quot;Jenny \\u202enesoR&quot;</bdi>');
    expect(one.text).toContain('<bdi>&quot;שלום 12&quot;</bdi>');
    // What can be changed is left as it is, in a direction of its own.
    expect((await page(`/keys/${row.id}`)).text).toMatch(/<input id="note"[^>]* dir="auto"/);
    const wrong = await submit(`/keys/${row.id}`, { ipRanges: `${OVERRIDE}x` });
    expect(wrong.text).toContain('<bdi>&#39;\\u202ex&#39; is not an address');
  });

  test('is no more than a page, however many strings are in it', async () => {
    const { id } = await officialClient(sandbox).customers.create({ description: '"\\","'.repeat(800) });
    const { status, text } = await page(`/customers/${id}`);
    expect(status).toBe(200);
    const shown = text.replace(/<[^>]+>/g, '').replaceAll('&quot;', '"');
    expect(shown).toContain(JSON.stringify('"\\","'.repeat(800)));
  });
});
