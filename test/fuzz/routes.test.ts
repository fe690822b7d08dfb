/**
 * Hostile requests to every route and page of the sandbox. None is answered by a fault of ours, none hangs, and what the
 * API refuses has the type of an error.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, send, start } from '../sandbox/harness.js';
import { shares } from '../thorough.js';
import { hostileParameters } from './hostile-parameters.js';
import { furnish } from './objects.js';
import { apiPlan, ask, needed, pagePlan, type World } from './requests.js';
import { API } from './surface.js';

let world: World;
beforeAll(async () => {
  const sandbox = await start({ rateLimit: 1e9, trustedProxies: ['127.0.0.1'] });
  world = { sandbox, ...(await furnish(sandbox)) };
});

const hostile = hostileParameters();

for (const [rows, options] of shares(
  API.map((route) => [`${route.method} ${route.path}`, route] as const),
  20,
))
  test.each(rows)(
    '%s is given each of its parameters in hostile values and shapes, and stumbles over none [S7]',
    options,
    async (_, route) => {
      const { method, path, params, keys } = route;
      const caller = keys.includes('secret') ? 'secret' : 'publishable';
      const parts = path.slice(1).split('/');
      const object = parts.map((part, at) =>
        part.startsWith(':') ? { kind: parts[at - 1], index: 0 } : part,
      );
      for (const [name, pairs] of hostile.get(route) ?? []) {
        const beside = needed(params, name);
        for (const pair of pairs)
          await ask(world, { method, path: object, pairs: [...beside, pair], tail: '', headers: {}, caller });
      }
    },
  );

test('no route of the API stumbles over parameters, headers and paths of any kind [S6]', async () => {
  await fc.assert(fc.asyncProperty(apiPlan, (plan) => ask(world, plan)));
});

test('no page and no form stumbles over fields, headers and paths of any kind [S11]', async () => {
  const { url } = world.sandbox;
  const shown = await Promise.all(
    ['', '/keys', '/keys/new/publishable', '/keys/new/restricted'].map((page) =>
      send(`${url}/dashboard${page}`),
    ),
  );
  const fields = shown.flatMap(({ text }) =>
    [...text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => `${name}`),
  );
  const inQuery = ['after', 'mode', 'preset', 'outcome', 'password'];
  await fc.assert(
    fc.asyncProperty(pagePlan([...new Set([...fields, ...inQuery])]), (plan) => ask(world, plan)),
  );
});

afterAll(async () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect((await get(world.sandbox, '/v1/customers')).status).toBe(200);
  await world.sandbox.close();
});
