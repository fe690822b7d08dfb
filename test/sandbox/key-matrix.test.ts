import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permissions, Resource, Sandbox } from '../../sandbox/src/index.js';
import type { Route } from '../../sandbox/src/kernel/http/route.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { KEYS_FILE, keyTable, withKeyTable } from '../../scripts/key-table.js';
import { OPENAPI_FILE, openApi } from '../../scripts/openapi.js';
import { shares } from '../thorough.js';
import { FORM, post, type Reply, send, start } from './harness.js';

let sandbox: Sandbox;
/** A connected account: which accounts there are is nothing that a key may find out by trying. */
let accountId: string;
/** An account that exists, but is connected to another. */
let foreignId: string;
/** Keys of every permission, by `customers=read`, and with the permission to use a header: `customers=read,connect=write`. */
const restricted = new Map<string, string>();

beforeAll(async () => {
  sandbox = await start();
  accountId = await connect();
  const { keys } = (await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey })).json;
  foreignId = (await post(sandbox, '/v1/accounts', '', { key: keys.secret })).json.id;
  for (const resource of registry.permissions) {
    for (const [access, permissions] of Object.entries(permissionsFor(resource)))
      await create(`${resource}=${access}`, permissions);
    for (const connect of ['read', 'write'] as const)
      await create(`${resource}=write,connect=${connect}`, { [resource]: 'write', connect });
  }
});
afterAll(() => sandbox.close());

async function create(name: string, permissions: Permissions): Promise<void> {
  const { key } = await sandbox.keys.create({ livemode: false, kind: 'restricted', permissions });
  restricted.set(name, key);
}

const connect = async (): Promise<string> =>
  (await post(sandbox, '/v1/accounts', { type: 'custom' }, { key: sandbox.secretKey })).json.id;

/** A key without permission for the resource may write all others; one with it has no other. */
const permissionsFor = (resource: Resource): Record<'none' | 'read' | 'write', Permissions> => ({
  none: Object.fromEntries(
    [...registry.permissions, 'connect']
      .filter((other) => other !== resource)
      .map((other) => [other, 'write']),
  ),
  read: { [resource]: 'read' },
  write: { [resource]: 'write' },
});

/** Calls the route with ids of nothing and without parameters: what comes after the key's check may well refuse that. */
async function call(
  { method, path }: Route,
  key: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  // What is deleted would be missing for the next call.
  const account = method === 'DELETE' && path === '/v1/accounts/:id' ? await connect() : accountId;
  const url = sandbox.url + path.replace('/accounts/:id', `/accounts/${account}`).replace(/:\w+/g, 'none');
  const form = method === 'POST' && FORM;
  return send(url, { method, headers: { Authorization: `Bearer ${key}`, ...form, ...headers } });
}

function expectAllowed({ status, json }: Reply): void {
  expect([200, 400, 402, 404]).toContain(status);
  expect(json.error?.message ?? '').not.toContain('Unrecognized request URL');
}

function expectRefused({ status, json }: Reply, expected: { status: number; code: string }): void {
  expect(json.error).toMatchObject({ type: 'invalid_request_error', code: expected.code });
  expect(status).toBe(expected.status);
}

const routes = registry.routes.map((route) => [`${route.method} ${route.path}`, route] as const);

for (const [rows, options] of shares(routes, 3))
  describe.each(rows)('%s', options, (_, route) => {
    const isForPages = route.keys.includes('publishable');
    const isForServers = route.keys.includes('secret');
    const { resource } = route;
    const needed = route.method === 'GET' ? 'read' : 'write';

    test(`a publishable key is ${isForPages ? 'let in' : 'refused'}`, async () => {
      const answer = await call(route, sandbox.publishableKey);
      if (isForPages) expectAllowed(answer);
      else expectRefused(answer, { status: 401, code: 'secret_key_required' });
    });

    test(`a secret key is ${isForServers ? 'let in' : 'refused'}`, async () => {
      const answer = await call(route, sandbox.secretKey);
      if (isForServers) expectAllowed(answer);
      else expectRefused(answer, { status: 401, code: 'publishable_key_required' });
    });

    test.each(['none', 'read', 'write'])(
      `a restricted key with ${resource}=%s gets what that allows`,
      async (access) => {
        const answer = await call(route, restricted.get(`${resource}=${access}`) ?? '');
        if (!isForServers) return expectRefused(answer, { status: 401, code: 'publishable_key_required' });
        if (access === 'write' || access === needed) return expectAllowed(answer);
        expectRefused(answer, { status: 403, code: 'permission_missing' });
        expect(answer.json.error.param).toBe(resource);
        expect(answer.json.error.message).toContain(`${resource}=${needed}`);
      },
    );

    test('the header of a connected account takes the permission for it', async () => {
      const forAccount = (key: string) => call(route, key, { 'Stripe-Account': accountId });
      const expectTaken = (answer: Reply) =>
        route.platformOnly
          ? expectRefused(answer, { status: 400, code: 'platform_account_required' })
          : expectAllowed(answer);
      if (isForPages) expectTaken(await forAccount(sandbox.publishableKey));
      if (!isForServers) return;
      expectTaken(await forAccount(sandbox.secretKey));
      const without = await forAccount(restricted.get(`${resource}=write`) ?? '');
      expectRefused(without, { status: 403, code: 'permission_missing' });
      expect(without.json.error).toMatchObject({ param: 'connect' });
      expect(without.json.error.message).toContain(`connect=${needed}`);
      const reading = await forAccount(restricted.get(`${resource}=write,connect=read`) ?? '');
      if (needed === 'read') expectTaken(reading);
      else expectRefused(reading, { status: 403, code: 'permission_missing' });
      expectTaken(await forAccount(restricted.get(`${resource}=write,connect=write`) ?? ''));
    });

    test('an unknown account and one of another platform are refused in the same words', async () => {
      const key = isForServers ? sandbox.secretKey : sandbox.publishableKey;
      const answers = await Promise.all(
        [foreignId, 'acct_none'].map((id) => call(route, key, { 'Stripe-Account': id })),
      );
      for (const answer of answers) expectRefused(answer, { status: 403, code: 'account_invalid' });
      const [foreign = '', none] = answers.map(({ json }) => json.error.message);
      expect(foreign.replace(foreignId, 'acct_none')).toBe(none);
    });
  });

describe('what is written of the routes is so (npm run contract)', () => {
  test('the table of keys has a row for each', () => {
    const page = readFileSync(KEYS_FILE, 'utf8');
    expect(withKeyTable(page)).toBe(page);
    for (const { method, path } of registry.routes)
      expect(keyTable()).toContain(`| ${method} | \`${path}\` |`);
  });

  test('the OpenAPI document has what the routes take', () => {
    const written = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'));
    // Too long to be shown where it differs.
    expect(isDeepStrictEqual(written, JSON.parse(openApi()))).toBe(true);
  });
});
