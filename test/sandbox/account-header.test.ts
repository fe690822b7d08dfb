/** The header by which a request is about a connected account. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { Call } from '../../sandbox/src/kernel/http/route.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { CARD, get, post, send, start } from './harness.js';

let sandbox: Sandbox;
let platformId: string;
let account: { id: string; keys: { publishable: string; secret: string } };

beforeAll(async () => {
  sandbox = await start();
  platformId = (await get(sandbox, '/v1/account')).json.id;
  account = (await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey })).json;
});
afterAll(() => sandbox.close());

const create = (headers: Record<string, string>, key = sandbox.secretKey) =>
  post(sandbox, '/v1/customers', {}, { key, headers });

/** Tells whose customer it is: the only one who finds it. */
async function ownerOf({ json }: Awaited<ReturnType<typeof create>>): Promise<string> {
  const path = `/v1/customers/${json.id}`;
  const [own, connected] = [await get(sandbox, path), await get(sandbox, path, account.keys.secret)];
  expect([own.status, connected.status].sort()).toEqual([200, 404]);
  return own.status === 200 ? platformId : account.id;
}

describe('the account of a request', () => {
  test.each(['Stripe-Account', 'Payframe-Account', 'Stripe-Context'])('is named by %s', async (name) => {
    expect(await ownerOf(await create({ [name]: account.id }))).toBe(account.id);
  });

  test('is the key’s own where the header names that, with the key of any account', async () => {
    expect(await ownerOf(await create({ 'Stripe-Account': platformId }))).toBe(platformId);
    const own = await create({ 'Stripe-Account': account.id }, account.keys.secret);
    expect(await ownerOf(own)).toBe(account.id);
    expect(await ownerOf(await create({ 'Stripe-Account': '' }))).toBe(platformId);
  });

  test('is not its platform’s, nor another that this one has connected', async () => {
    const sibling = (await post(sandbox, '/v1/accounts', '', { key: sandbox.secretKey })).json.id;
    for (const id of [platformId, sibling]) {
      const { status, json } = await create({ 'Stripe-Account': id }, account.keys.secret);
      expect(status).toBe(403);
      expect(json.error.code).toBe('account_invalid');
    }
  });

  test('is named once: headers that differ are refused, and headers that agree are not', async () => {
    const both = { 'Stripe-Account': account.id, 'Stripe-Context': account.id };
    expect(await ownerOf(await create(both))).toBe(account.id);
    const { status, json } = await create({ ...both, 'Payframe-Account': platformId });
    expect(status).toBe(400);
    expect(json.error.message).toContain('Stripe-Context');
  });

  test('is named by no parameter', async () => {
    for (const name of ['Stripe-Account', 'stripe_account', 'stripeAccount', 'Payframe-Account', 'account']) {
      const { status } = await post(
        sandbox,
        '/v1/customers',
        { [name]: account.id },
        { key: sandbox.secretKey },
      );
      expect(status, name).toBe(400);
      const read = await get(sandbox, `/v1/customers?${name}=${account.id}`);
      expect(read.status, name).toBe(400);
    }
  });

  test('can be named with a publishable key, and the token belongs only to that account [S10]', async () => {
    const headers = { 'Stripe-Account': account.id };
    const { json: token } = await post(sandbox, '/v1/tokens', CARD, { headers });
    expect(token.object).toBe('token');
    const pay = (key: string) =>
      post(sandbox, '/v1/charges', { amount: '500', currency: 'usd', source: token.id }, { key });
    const foreign = await pay(sandbox.secretKey);
    expect(foreign.status).toBe(404);
    expect(foreign.json.error).toMatchObject({ code: 'resource_missing' });
    expect((await pay(account.keys.secret)).json).toMatchObject({ status: 'succeeded' });
  });

  test('is told to no one who guesses: neither its objects nor its ids are in a refusal', async () => {
    const { keys } = (await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey })).json;
    const answers = await Promise.all(
      [account.id, 'acct_none', 'not an account', 'acct_1, acct_2', `${account.id}/x`].map((id) =>
        send(`${sandbox.url}/v1/account`, {
          headers: { Authorization: `Bearer ${keys.secret}`, 'Stripe-Account': id },
        }).then(({ status, text }) => ({ status, text: text.replace(id, 'ID') })),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.status).toBe(403);
  });
});

describe('a restricted key', () => {
  const make = async (permissions: object) =>
    (await sandbox.keys.create({ livemode: false, kind: 'restricted', permissions })).key;
  const read = (key: string, id: string, path = '/v1/customers') =>
    send(`${sandbox.url}${path}`, { headers: { Authorization: `Bearer ${key}`, 'Stripe-Account': id } });

  test('without connect names its own account and no other, and learns of none', async () => {
    const key = await make({ customers: 'write' });
    expect((await read(key, platformId)).status).toBe(200);
    const [connected, none] = [await read(key, account.id), await read(key, 'acct_none')];
    expect(connected.status).toBe(403);
    expect(connected.text).toBe(none.text);
  });

  test('has for a connected account no permission that it has not for its own', async () => {
    const key = await make({ customers: 'read', connect: 'write' });
    expect((await read(key, account.id)).status).toBe(200);
    const { status, json } = await read(key, account.id, '/v1/charges');
    expect(status).toBe(403);
    expect(json.error).toMatchObject({ code: 'permission_missing', param: 'charges' });
    const refused = await create({ 'Stripe-Account': account.id }, key);
    expect(refused.json.error).toMatchObject({ code: 'permission_missing', param: 'customers' });
  });

  test('expands nothing that it has no permission to read, whatever the object', async () => {
    const all = [...registry.permissions, 'connect'];
    for (const { permission, objects, includes } of registry.resources) {
      const permissions = Object.fromEntries(
        all.filter((one) => one !== permission).map((one) => [one, 'write']),
      );
      const call = {
        key: { kind: 'restricted', livemode: false, last4: 'last', permissions },
      } as never as Call;
      const refused = { status: 403, body: { error: { code: 'permission_missing', param: permission } } };
      for (const name of Object.keys(objects)) {
        const [prefix = '', property] = name.split(' ').reverse();
        const load = async () => registry.loaderOf(`${prefix}_1`, property)?.(call, `${prefix}_1`);
        await expect(load(), name).rejects.toMatchObject(refused);
      }
      for (const name of Object.keys(includes)) {
        const dot = name.lastIndexOf('.');
        const include = registry.includable({ object: name.slice(0, dot) }, name.slice(dot + 1));
        const load = async () => include?.(call, 'x_1');
        await expect(load(), name).rejects.toMatchObject(refused);
      }
    }
  });
});
