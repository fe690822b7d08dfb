/** What clients and probes are told while PostgreSQL is stopped, and that all goes on when it is there again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { type Cluster, newestBinaries, startCluster } from '../sandbox/cluster.js';
import { createPaymentMethod, get, post, start } from '../sandbox/harness.js';
import { until } from '../sandbox/receiver.js';

let cluster: Cluster;
let sandbox: Sandbox;

beforeAll(async () => {
  cluster = await startCluster(newestBinaries() ?? '');
  sandbox = await start({ memory: false, databaseUrl: cluster.url });
});
afterAll(async () => {
  await sandbox.close();
  await cluster.stop();
});

const readiness = async () => (await fetch(`${sandbox.url}/readyz`)).status;

test('while the database is away, the API answers 503 with a code and when to try again, and goes on afterwards', async () => {
  const { json: customer } = await post(
    sandbox,
    '/v1/customers',
    { name: 'Jenny' },
    { key: sandbox.secretKey },
  );
  const retried = { key: sandbox.secretKey, headers: { 'Idempotency-Key': 'of-the-outage' } };
  expect(await readiness()).toBe(200);

  await cluster.pause();
  for (let round = 0; round < 3; round++) {
    const { status, headers, json } = await createPaymentMethod(sandbox, {}, retried);
    expect([status, json.error.type, json.error.code]).toEqual([503, 'api_error', 'database_unavailable']);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(JSON.stringify(json)).not.toMatch(/127\.0\.0\.1:5|postgres|ECONN/);
  }
  expect((await get(sandbox, '/v1/customers', sandbox.secretKey)).status).toBe(503);
  expect(await readiness()).toBe(503);
  expect((await fetch(`${sandbox.url}/livez`)).status).toBe(200);
  expect((await fetch(`${sandbox.url}/js/v1/payframe.js`)).status).toBe(200);

  await cluster.resume();
  await until(async () => (await readiness()) === 200);
  expect((await createPaymentMethod(sandbox, {}, retried)).status).toBe(200);
  expect((await get(sandbox, `/v1/customers/${customer.id}`, sandbox.secretKey)).json.name).toBe('Jenny');
});

test('jobs that fall due during an outage are done after it', async () => {
  const { secretKey: key } = sandbox;
  const payment = {
    amount: '1000',
    currency: 'usd',
    payment_method: 'pm_card_pendingRefund',
    confirm: 'true',
  };
  const asked = { ...payment, 'payment_method_types[]': 'card' };
  const { json: intent } = await post(sandbox, '/v1/payment_intents', asked, { key });
  const { json: refund } = await post(sandbox, '/v1/refunds', { payment_intent: intent.id }, { key });
  expect(refund.status).toBe('pending');
  await cluster.pause();
  // It is due two seconds after it was created.
  await sleep(2500);
  await cluster.resume();
  await until(async () => {
    const { json } = await get(sandbox, `/v1/refunds/${refund.id}`, key);
    return json.status === 'succeeded';
  });
});
