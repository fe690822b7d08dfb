import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { get, post, send, start } from './harness.js';

let sandbox: Sandbox;
let own = '';
let first = '';
let second = '';

beforeAll(async () => {
  sandbox = await start();
  own = (await get(sandbox, '/v1/account')).json.id;
  first = (await connect('first@shop.example')).json.id;
  second = (await connect('second@shop.example')).json.id;
});
afterAll(() => sandbox.close());

const connect = (email: string) => post(sandbox, '/v1/accounts', { email }, { key: sandbox.secretKey });

/** As an account: the platform's own, or one that is connected to it. */
const readAs = (account: string, path: string, key = sandbox.secretKey) =>
  send(`${sandbox.url}${path}`, {
    headers: { Authorization: `Bearer ${key}`, 'Payframe-Account': account },
  });

const postAs = (account: string, path: string, form: Record<string, string>) =>
  post(sandbox, path, form, { key: sandbox.secretKey, headers: { 'Payframe-Account': account } });

describe('an account', () => {
  test('of the platform reads itself and those that are connected to it', async () => {
    for (const id of [own, first, second]) {
      expect((await get(sandbox, `/v1/accounts/${id}`)).json).toMatchObject({ id, object: 'account' });
    }
    expect((await get(sandbox, '/v1/accounts')).json.data).toHaveLength(2);
    expect((await get(sandbox, '/v1/accounts/acct_none')).status).toBe(403);
  });

  test('that is connected reads itself, and no other', async () => {
    for (const path of ['/v1/account', `/v1/accounts/${first}`]) {
      expect((await readAs(first, path)).json).toMatchObject({ id: first, email: 'first@shop.example' });
    }
    for (const id of [second, own, 'acct_none']) {
      const { status, text } = await readAs(first, `/v1/accounts/${id}`);
      expect(status, id).toBe(403);
      expect(text).not.toContain('second@shop.example');
    }
    expect((await readAs(first, '/v1/accounts')).json.data).toEqual([]);
  });

  test('that is connected changes no other, and connects none', async () => {
    expect((await postAs(first, `/v1/accounts/${second}`, { email: 'x@shop.example' })).status).toBe(403);
    expect((await get(sandbox, `/v1/accounts/${second}`)).json.email).toBe('second@shop.example');
    const connected = await postAs(first, '/v1/accounts', {});
    expect(connected.status).toBe(400);
    expect(connected.json.error).toMatchObject({ code: 'platform_account_required' });
    expect((await get(sandbox, '/v1/accounts')).json.data).toHaveLength(2);
    const changed = await postAs(first, `/v1/accounts/${first}`, { 'metadata[shop]': 'x' });
    expect(changed.json).toMatchObject({ id: first, metadata: { shop: 'x' } });
  });

  test('is listed newest first, a page at a time', async () => {
    const list = async (query: string) => (await get(sandbox, `/v1/accounts?${query}`)).json;
    const idsIn = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
    const newest = await list('limit=1');
    expect(newest).toMatchObject({ has_more: true, url: '/v1/accounts' });
    expect(idsIn(newest)).toEqual([second]);
    const rest = await list(`limit=1&starting_after=${second}`);
    expect(rest.has_more).toBe(false);
    expect(idsIn(rest)).toEqual([first]);
    expect(idsIn(await list(`ending_before=${first}`))).toEqual([second]);
    expect(idsIn(await list('created[lt]=1'))).toEqual([]);
    // The platform's own account is connected to no one.
    expect(await list(`starting_after=${own}`)).toMatchObject({ error: { code: 'resource_missing' } });
  });

  test('tells its platform when it was changed, and from what', async () => {
    await post(sandbox, `/v1/accounts/${second}`, { email: 'new@shop.example' }, { key: sandbox.secretKey });
    const { data } = (await get(sandbox, '/v1/events?type=account.updated')).json;
    expect(data[0].data).toMatchObject({
      object: { id: second, email: 'new@shop.example' },
      previous_attributes: { email: 'second@shop.example' },
    });
    await post(
      sandbox,
      `/v1/accounts/${second}`,
      { email: 'second@shop.example' },
      { key: sandbox.secretKey },
    );
  });

  test('says what its customers call it, and keeps what is not changed', async () => {
    const created = await post(
      sandbox,
      '/v1/accounts',
      { 'business_profile[name]': 'Rocket Rides', 'business_profile[url]': 'https://rides.example' },
      { key: sandbox.secretKey },
    );
    const { id, business_profile: profile } = created.json;
    expect(profile).toMatchObject({ name: 'Rocket Rides', url: 'https://rides.example', mcc: null });
    const change = { 'business_profile[name]': 'Rocket Deliveries' };
    const changed = await post(sandbox, `/v1/accounts/${id}`, change, { key: sandbox.secretKey });
    expect(changed.json.business_profile).toEqual({ ...profile, name: 'Rocket Deliveries' });
    expect((await get(sandbox, `/v1/accounts/${first}`)).json.business_profile).toBeNull();
  });

  test('can be read with a restricted key that has permission for accounts, and only with that', async () => {
    const reading = await sandbox.keys.create({
      livemode: false,
      kind: 'restricted',
      permissions: { accounts: 'read' },
    });
    for (const path of ['/v1/account', `/v1/accounts/${own}`, `/v1/accounts/${first}`])
      expect((await get(sandbox, path, reading.key)).status, path).toBe(200);
    const other = await sandbox.keys.create({
      livemode: false,
      kind: 'restricted',
      permissions: { balance: 'write' },
    });
    for (const path of ['/v1/account', `/v1/accounts/${own}`, `/v1/accounts/${first}`])
      expect((await get(sandbox, path, other.key)).json.error, path).toMatchObject({
        code: 'permission_missing',
      });
  });
});

describe('a publishable key without the client secret', () => {
  test('is told that there is no such intent, and nothing of its parameters', async () => {
    const { json: payment } = await post(
      sandbox,
      '/v1/payment_intents',
      { amount: '100', currency: 'usd' },
      { key: sandbox.secretKey },
    );
    const { json: setup } = await post(sandbox, '/v1/setup_intents', {}, { key: sandbox.secretKey });
    const wrong: Record<string, string>[] = [
      { nonsense: 'x' },
      { 'expand[]': 'a.b.c.d.e' },
      { guid: '4242/4242/4242/4242' },
    ];
    for (const { object, id, client_secret } of [payment, setup]) {
      for (const form of wrong) {
        const query = new URLSearchParams(form);
        for (const secret of [{}, { client_secret: `${id}_secret_wrong` }] as Record<string, string>[]) {
          for (const answer of [
            await get(
              sandbox,
              `/v1/${object}s/${id}?${query}&${new URLSearchParams(secret)}`,
              sandbox.publishableKey,
            ),
            await post(sandbox, `/v1/${object}s/${id}/confirm`, { ...form, ...secret }),
            await post(sandbox, `/v1/${object}s/${id}/source_cancel`, { ...form, ...secret }),
          ]) {
            expect(answer.status).toBe(404);
            expect(answer.json.error).toMatchObject({ code: 'resource_missing' });
          }
        }
        const owner = await post(sandbox, `/v1/${object}s/${id}/confirm`, { ...form, client_secret });
        expect(owner.status).toBe(400);
      }
    }
  });
});
