import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { accountLinks } from '../../sandbox/src/resources/account-links/table.js';
import { dumpOf } from './dump.js';
import { eventually, send, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const REFRESH = 'https://market.example/refresh?seller=1';
const RETURN = 'https://market.example/done';

const created = async (params: Stripe.AccountCreateParams = { type: 'express' }) =>
  (await stripe.accounts.create({ country: 'US', ...params })).id;

const linkTo = (account: string, params: Partial<Stripe.AccountLinkCreateParams> = {}) =>
  stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    refresh_url: REFRESH,
    return_url: RETURN,
    ...params,
  });

/** What a browser sends that a person opens a link in. */
const BROWSER = {
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
};

/** Opens a link. Returns where it leads, and the cookie that it gives. */
async function open(url: string, headers: Record<string, string> = BROWSER) {
  const { status, headers: answered, text } = await send(url, { headers });
  const [cookie = ''] = answered['set-cookie'] ?? [];
  return { status, location: answered.location ?? '', cookie, text };
}

const pair = (cookie: string) => cookie.split(';')[0] ?? '';

/** Opens a link and the page that it leads to. */
async function visit(url: string) {
  const { location, cookie } = await open(url);
  const page = `${sandbox.url}${location}`;
  return { page, cookie: pair(cookie), shown: await send(page, { headers: { cookie: pair(cookie) } }) };
}

/** Sends the form of a page, as a browser would. */
const submit = (page: string, cookie: string, body: Record<string, string>, origin = sandbox.url) =>
  send(page, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body).toString(),
  });

describe('an account link', () => {
  test('has an address, and expires within minutes', async () => {
    const link = await linkTo(await created());
    expect(Object.keys(link).filter((name) => name !== 'lastResponse')).toEqual([
      'object',
      'created',
      'expires_at',
      'url',
    ]);
    expect(link).toMatchObject({ object: 'account_link', expires_at: link.created + 300 });
    expect(link.url.startsWith(`${sandbox.url}/connect/open/`)).toBe(true);
  });

  test('is opened once, and leads to refresh_url from then on [S17]', async () => {
    const { url } = await linkTo(await created());
    const first = await open(url);
    expect(first.status).toBe(303);
    expect(first.location).toMatch(/^\/connect\/alink_\w+$/);
    expect(first.cookie).toMatch(/; Path=\/connect\/alink_\w+; HttpOnly; SameSite=Lax$/);
    const second = await open(url);
    expect(second).toMatchObject({ status: 303, location: REFRESH, cookie: '' });
  });

  test('is opened by one of two browsers at once', async () => {
    const { url } = await linkTo(await created());
    const opened = await Promise.all([1, 2, 3, 4].map(() => open(url)));
    expect(opened.filter(({ cookie }) => cookie)).toHaveLength(1);
    expect(opened.filter(({ location }) => location === REFRESH)).toHaveLength(3);
  });

  test.each<[string, Record<string, string>, string?]>([
    ['a frame', { ...BROWSER, 'sec-fetch-dest': 'iframe' }],
    ['a picture', { ...BROWSER, 'sec-fetch-dest': 'image' }],
    ['a browser that looks ahead', { ...BROWSER, 'sec-purpose': 'prefetch;prerender' }],
    ['a program that asks for headers', {}, 'HEAD'],
  ])('is not used up by %s [S17]', async (_, headers, method = 'GET') => {
    const { url } = await linkTo(await created());
    const { status, headers: answered } = await send(url, { method, headers });
    expect(status).toBe(403);
    expect(answered['set-cookie']).toBeUndefined();
    expect((await open(url)).cookie).not.toBe('');
  });

  test('of a wrong address shows nothing to anyone [S17]', async () => {
    const { url } = await linkTo(await created());
    const wrong = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
    expect((await open(wrong)).status).toBe(404);
    expect((await open(url)).cookie).not.toBe('');
  });

  test.each<[string, Partial<Stripe.AccountLinkCreateParams>, object]>([
    [
      'a script as return_url',
      { return_url: 'javascript:alert(1)' },
      { code: 'url_invalid', param: 'return_url' },
    ],
    [
      'data as refresh_url',
      { refresh_url: 'data:text/html,x' },
      { code: 'url_invalid', param: 'refresh_url' },
    ],
    ['a password in it', { return_url: 'https://bank.example@evil.example' }, { code: 'url_invalid' }],
    ['no address', { return_url: 'market' }, { code: 'url_invalid', param: 'return_url' }],
    ['no return_url', { return_url: undefined }, { code: 'parameter_missing', param: 'return_url' }],
    ['no refresh_url', { refresh_url: undefined }, { code: 'parameter_missing', param: 'refresh_url' }],
    [
      'both ways to say what is collected',
      { collect: 'currently_due', collection_options: { fields: 'currently_due' } },
      { code: 'parameters_exclusive' },
    ],
    ['an unknown type', { type: 'custom' }, { param: 'type' }],
    ['an update of an account that its holder updates', { type: 'account_update' }, { param: 'type' }],
  ])('is refused with %s', async (_, params, expected) => {
    const error = await refusal(linkTo(await created(), params));
    expect(error).toMatchObject({ statusCode: 400, ...expected });
  });

  test('for an update is created where the platform collects', async () => {
    const link = await linkTo(await created({ type: 'custom' }), { type: 'account_update' });
    expect(link.object).toBe('account_link');
  });

  test('is refused for an account that is not connected to the platform, as one that does not exist', async () => {
    const own = (await stripe.accounts.retrieveCurrent()).id;
    const texts = new Set<string>();
    for (const id of ['acct_none', own]) {
      const error = await refusal(linkTo(id));
      expect(error).toMatchObject({ statusCode: 403, code: 'account_invalid' });
      texts.add(error.message.replace(id, 'X'));
    }
    expect(texts.size).toBe(1);
    const id = await created();
    const underIt = await refusal(
      stripe.accountLinks.create(
        { account: id, type: 'account_onboarding', refresh_url: REFRESH, return_url: RETURN },
        { stripeAccount: await created() },
      ),
    );
    expect(underIt).toMatchObject({ statusCode: 400, code: 'platform_account_required' });
  });

  test('is the same for a request that is repeated', async () => {
    const account = await created();
    const params = { account, type: 'account_onboarding', refresh_url: REFRESH, return_url: RETURN } as const;
    const idempotencyKey = 'market-link-1';
    const [first, again] = [
      await stripe.accountLinks.create(params, { idempotencyKey }),
      await stripe.accountLinks.create(params, { idempotencyKey }),
    ];
    expect(again.url).toBe(first.url);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    const other = await stripe.accountLinks.create(params, { idempotencyKey: 'market-link-2' });
    expect(other.url).not.toBe(first.url);
  });

  test('that has expired leads to refresh_url, and a visit that has lasted an hour is over [S17]', async () => {
    const dataDir = temporaryDirectory();
    const first = await start({ memory: false, dataDir });
    const client = officialClient(first);
    const { id } = await client.accounts.create({ type: 'express' });
    const params = {
      account: id,
      type: 'account_onboarding',
      refresh_url: REFRESH,
      return_url: RETURN,
    } as const;
    const late = new URL((await client.accountLinks.create(params)).url).pathname;
    const opened = await open((await client.accountLinks.create(params)).url);
    await first.close();
    await withDatabase(dataDir, async (db) => {
      const past = new Date(Date.now() - 1000);
      await db.update(accountLinks).set({ expiresAt: past, visitEndsAt: past });
    });
    const second = await start({ memory: false, dataDir });
    expect(await open(`${second.url}${late}`)).toMatchObject({ status: 303, location: REFRESH, cookie: '' });
    const page = `${second.url}${opened.location}`;
    expect((await send(page, { headers: { cookie: pair(opened.cookie) } })).status).toBe(410);
    await second.close();
  });

  test('leaves nothing behind that opens it: in no table, no file and no line of the log [S17]', async () => {
    const dataDir = temporaryDirectory();
    const log: string[] = [];
    const kept = await start({ memory: false, dataDir, log: (line) => log.push(line) });
    const client = officialClient(kept);
    const { id } = await client.accounts.create({ type: 'express' });
    const params = {
      account: id,
      type: 'account_onboarding',
      refresh_url: REFRESH,
      return_url: RETURN,
    } as const;
    const link = await client.accountLinks.create(params, { idempotencyKey: 'kept-link' });
    const session = await client.accountSessions.create(
      { account: id, components: { balances: { enabled: true } } },
      { idempotencyKey: 'kept-session' },
    );
    const { cookie } = await open(link.url);
    await kept.close();
    const secrets = [
      link.url.split('/').at(-1) ?? '',
      session.client_secret,
      pair(cookie).replace('payframe_visit=', ''),
    ];
    const dump = await dumpOf(dataDir);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const bytes = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    expect(dump).toContain(id);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      for (const place of [dump, log.join('\n'), bytes.toString('latin1')])
        expect(place.includes(secret)).toBe(false);
    }
  });
});

describe('a visit', () => {
  test('belongs to the browser that opened the link [S17]', async () => {
    const { page, cookie } = await visit((await linkTo(await created())).url);
    expect((await send(page, { headers: { cookie } })).status).toBe(200);
    for (const other of ['', 'payframe_visit=', 'payframe_visit=1', `${cookie}0`]) {
      const { status, text } = await send(page, { headers: { cookie: other } });
      expect(status, other).toBe(410);
      expect(text).toContain(`href="${REFRESH}"`);
      expect(text).not.toContain('<form');
    }
  });

  test('of one account shows none of another [S17]', async () => {
    const mine = await visit((await linkTo(await created())).url);
    const theirs = await visit((await linkTo(await created())).url);
    expect((await send(theirs.page, { headers: { cookie: mine.cookie } })).status).toBe(410);
    expect((await submit(theirs.page, mine.cookie, { action: 'fill' })).status).toBe(410);
  });

  test('takes no form of another page [S17]', async () => {
    const account = await created();
    const { page, cookie } = await visit((await linkTo(account)).url);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      expect((await submit(page, cookie, { action: 'fill' }, origin)).status).toBe(403);
    }
    expect((await stripe.accounts.retrieve(account)).details_submitted).toBe(false);
  });

  test('keeps no number that is typed, and shows none again [S17]', async () => {
    const dataDir = temporaryDirectory();
    const log: string[] = [];
    const kept = await start({ memory: false, dataDir, log: (line) => log.push(line) });
    const client = officialClient(kept);
    const { id } = await client.accounts.create({
      type: 'express',
      business_type: 'individual',
      capabilities: { transfers: { requested: true } },
    });
    const link = await client.accountLinks.create({
      account: id,
      type: 'account_onboarding',
      refresh_url: REFRESH,
      return_url: RETURN,
      collection_options: { fields: 'eventually_due' },
    });
    const { cookie, location } = await open(link.url);
    const send = (form: Record<string, string>) =>
      submit(`${kept.url}${location}`, pair(cookie), { action: 'submit', ...form }, kept.url);
    const [idNumber, account] = ['918273645', ['000', '123456789'].join('')];
    const numbers = {
      'individual[id_number]': idNumber,
      'external_account[account_number]': account,
      'external_account[routing_number]': '110000000',
    };
    const refused = await send({ ...numbers, 'individual[dob][day]': '99' });
    const taken = await send(numbers);
    const { currently_due: due = [] } = (await client.accounts.retrieve(id)).requirements ?? {};
    await kept.close();
    expect([refused.status, taken.status]).toEqual([400, 303]);
    expect(due).not.toContain('external_account');
    const dump = await dumpOf(dataDir);
    expect(dump).toContain('6789');
    for (const number of [idNumber, account])
      for (const place of [refused.text, dump, log.join('\n')]) expect(place.includes(number)).toBe(false);
  });

  test('takes no document that nobody has uploaded, also where the form is posted by hand', async () => {
    const account = await created({
      type: 'express',
      business_type: 'individual',
      capabilities: { transfers: { requested: true } },
      individual: { ...VERIFIED.individual, dob: { day: 1, month: 1, year: 1901 }, id_number: '111111111' },
    });
    const due = 'individual.verification.document';
    await eventually(
      () => stripe.accounts.retrieve(account),
      ({ requirements }) => requirements?.currently_due?.includes(due) === true,
    );
    const { page, cookie } = await visit((await linkTo(account)).url);
    const send = (front: string) =>
      submit(page, cookie, { action: 'submit', 'individual[verification][document][front]': front });
    const refused = await send('file_of_a_stranger');
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('No such file');
    const { requirements } = await stripe.accounts.retrieve(account);
    expect(requirements?.currently_due).toContain(due);
    const file = { name: 'passport.png', data: Buffer.from([0x89, 0x50, 0x4e, 0x47]) };
    const { id } = await stripe.files.create({ purpose: 'identity_document', file });
    expect((await send(id)).status).toBe(303);
  });

  test('can be left: the page leads back, and the visit is over', async () => {
    const { page, cookie } = await visit((await linkTo(await created())).url);
    const { status, text } = await submit(page, cookie, { action: 'leave' });
    expect(status).toBe(200);
    expect(text).toContain(`<meta http-equiv="refresh" content="0; url=${RETURN}"`);
    expect((await send(page, { headers: { cookie } })).status).toBe(410);
  });

  test('cannot be framed, stored or given away, and runs no script [S17]', async () => {
    const { shown } = await visit((await linkTo(await created())).url);
    expect(shown.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const policy = shown.headers['content-security-policy'];
    for (const part of [
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(shown.text).not.toContain('<script');
  });

  test('shows the texts of others as text [S15]', async () => {
    const name = '<img src=x onerror=alert(1)>\u202e"\'&';
    await stripe.accounts.create({ type: 'express' });
    const account = await created({ type: 'express', business_profile: { name } });
    const { shown } = await visit((await linkTo(account)).url);
    expect(shown.text).not.toContain('<img');
    expect(shown.text).not.toContain('\u202e');
  });
});
