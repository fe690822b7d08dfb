/** People of the dashboard where two servers share one PostgreSQL: whatever one of them is told, the other one knows. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { invite, OWNERS_PASSWORD, owner, PASSWORD, Reader } from '../sandbox/dashboard-reader.js';
import { newDatabase, start } from '../sandbox/harness.js';

let one: Sandbox;
let two: Sandbox;

beforeAll(async () => {
  const databaseUrl = await newDatabase(inject('postgres') ?? '');
  const options = {
    memory: false,
    databaseUrl,
    dashboardPassword: OWNERS_PASSWORD,
    trustedProxies: ['127.0.0.1'],
  };
  one = await start(options);
  two = await start(options);
});
afterAll(() => Promise.all([one?.close(), two?.close()]));

/** The same browser at the other server, as a load balancer sends it there. */
function at({ url }: Sandbox, { cookie }: Reader): Reader {
  const reader = new Reader(url);
  reader.cookie = cookie;
  return reader;
}

test('who signs in at one server is signed in at the other, and signed out at both', async () => {
  const here = await owner(one);
  const there = at(two, here);
  expect((await there.get('/payments')).status).toBe(200);
  const { headers } = await there.post('/me/sign-out');
  expect(headers.location).toContain('/dashboard');
  // It is the browser's cookie of before, which a thief could have kept.
  for (const server of [one, two]) expect((await at(server, here).get('/payments')).status).toBe(401);
});

test('who signs out everywhere at one server is signed out at the other, in every browser', async () => {
  const [here, there] = [await owner(one), await owner(two)];
  expect((await there.get('/payments')).status).toBe(200);
  await here.post('/me/sign-out-everywhere');
  for (const server of [one, two]) expect((await at(server, there).get('/payments')).status).toBe(401);
});

test('a link of one server lets a person in at the other, once, and a new role holds at both', async () => {
  const admin = await owner(one);
  const link = await invite(admin, 'ada@shop.example', 'view');
  const ada = new Reader(two.url);
  expect((await ada.post(link, { password: PASSWORD, again: PASSWORD })).status).toBe(303);
  expect((await new Reader(one.url).get(link)).status).toBe(404);
  expect((await at(one, ada).post('/keys/new/secret')).status).toBe(403);
  const [, path = ''] =
    /href="\/dashboard(\/people\/person_\w+)"/.exec((await admin.get('/people')).text) ?? [];
  await at(two, admin).post(path, { role: 'admin' });
  for (const server of [one, two]) expect((await at(server, ada).post('/keys/new/secret')).status).toBe(200);
  await admin.post(`${path}/remove`);
  for (const server of [one, two]) expect((await at(server, ada).get('/payments')).status).toBe(401);
});
