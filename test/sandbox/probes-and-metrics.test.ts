import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createPaymentMethod, createToken, get, keyOf, post, start } from './harness.js';
import { officialClient } from './official.js';
import { deliveriesOf, listen, receive, until } from './receiver.js';

let sandbox: Sandbox;
const lines: string[] = [];

beforeAll(async () => {
  const metrics = { host: '127.0.0.1', port: 0 };
  sandbox = await start({ metrics, logFormat: 'json', log: (line) => lines.push(line) });
});
afterAll(() => sandbox.close());

const metrics = async () => (await fetch(sandbox.metrics ?? '')).text();

/** The value of a sample, by its name and labels as Prometheus writes them. */
const sampleOf = (text: string, sample: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.split(' ')[1],
  );

describe('probes', () => {
  test.each(['/livez', '/readyz'])('%s answers 200, and fills no log', async (path) => {
    const before = lines.length;
    expect((await fetch(sandbox.url + path)).status).toBe(200);
    expect(lines).toHaveLength(before);
  });
});

describe('metrics', () => {
  test('are not there at the address of the API', async () => {
    expect((await fetch(`${sandbox.url}/metrics`)).status).toBe(404);
    const plain = await start();
    expect(plain.metrics).toBeUndefined();
    await plain.close();
  });

  test('count requests by the pattern of their path, and time them', async () => {
    const sample = 'payframe_http_requests_total{method="GET",route="/v1/payment_methods/:id",status="200"}';
    const { json } = await createPaymentMethod(sandbox);
    const before = sampleOf(await metrics(), sample) || 0;
    for (let asked = 0; asked < 3; asked++)
      await get(sandbox, `/v1/payment_methods/${json.id}`, sandbox.secretKey);
    const text = await metrics();
    expect(sampleOf(text, sample)).toBe(before + 3);
    const timed = 'payframe_http_request_duration_seconds';
    const labels = 'method="GET",route="/v1/payment_methods/:id"';
    expect(sampleOf(text, `${timed}_count{${labels}}`)).toBe(before + 3);
    expect(sampleOf(text, `${timed}_bucket{le="+Inf",${labels}}`)).toBe(before + 3);
  });

  test('count what was delivered, what was refused and what reached nobody', async () => {
    const stripe = officialClient(sandbox);
    const receiver = await receive();
    const only = { enabled_events: ['customer.created' as const] };
    await listen(stripe, receiver, { ...only, url: 'http://127.0.0.1:1/nobody' });
    const { id } = await listen(stripe, receiver, only);
    receiver.answer = () => (receiver.attempts.length === 1 ? 500 : 200);
    await stripe.customers.create();
    const attempts = (text: string, outcome: string) =>
      sampleOf(text, `payframe_webhook_attempts_total{outcome="${outcome}"}`);
    await until(async () => {
      const text = await metrics();
      return ['delivered', 'refused', 'unreachable'].every((outcome) => attempts(text, outcome) >= 1);
    });
    expect((await deliveriesOf(stripe, id))[0]?.attempts).toBe(2);
  });

  test('tell the depth of each queue, whether the database answers, and what the process takes', async () => {
    const text = await metrics();
    for (const queue of ['deliveries', 'work'])
      for (const due of ['now', 'later'])
        expect(sampleOf(text, `payframe_jobs{queue="${queue}",due="${due}"}`)).toBeGreaterThanOrEqual(0);
    expect(sampleOf(text, 'payframe_database_up')).toBe(1);
    expect(sampleOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  test('have no id, key or amount in a label, whatever was asked', async () => {
    const card = '4242424242424242';
    await createToken(sandbox);
    await get(sandbox, `/v1/${card}/${keyOf('sk_live')}`, sandbox.secretKey);
    await get(sandbox, `/${card}?key=${keyOf('sk_live')}`, sandbox.secretKey);
    const labels = (await metrics()).match(/\{.*\}/g)?.join('\n') ?? '';
    expect(labels).not.toMatch(/\d{5}|[sp]k_|(?:pm|tok|cus|evt|we|acct)_/);
  });
});

describe('the log as JSON', () => {
  test('has one object a line, each with a time and a kind', async () => {
    await createToken(sandbox);
    await until(() => lines.some((line) => line.includes('"route":"/v1/tokens"')));
    const entries = lines.map((line) => JSON.parse(line));
    for (const { time, kind } of entries) {
      expect(new Date(time).toISOString()).toBe(time);
      expect(['request', 'delivery']).toContain(kind);
    }
    expect(entries.find(({ route }) => route === '/v1/tokens')).toMatchObject({
      kind: 'request',
      method: 'POST',
      path: '/v1/tokens',
      status: 200,
      duration_ms: expect.any(Number),
      request_id: expect.stringMatching(/^req_/),
      key: expect.stringMatching(/^publishable_test…\w{4}$/),
    });
  });
});

describe.each(['text', 'json'] as const)('no secret is in the log as %s', (logFormat) => {
  test('whichever part of a request it is in', async () => {
    const written: string[] = [];
    const attacked = await start({ logFormat, log: (line) => written.push(line) });
    const { secretKey } = attacked;
    const params = { amount: '1000', currency: 'usd', 'payment_method_types[]': 'card' };
    const { json: intent } = await post(attacked, '/v1/payment_intents', params, { key: secretKey });
    const card = '4000056655665556';
    const live = keyOf('sk_live');
    const secrets = [
      intent.client_secret,
      card,
      live,
      secretKey,
      attacked.publishableKey,
      'jenny@example.com',
    ];
    for (const secret of secrets) {
      const coded = encodeURIComponent(secret);
      await get(attacked, `/v1/payment_intents/${intent.id}?client_secret=${coded}`, attacked.publishableKey);
      await get(attacked, `/v1/payment_intents/${coded}`, secretKey);
      await get(attacked, `/${coded}?${coded}=${coded}`, secretKey);
      await get(attacked, '/v1/balance', secret);
      await post(attacked, '/v1/customers', { name: secret, [secret]: secret }, { key: secretKey });
      const headers = { 'Idempotency-Key': secret, 'User-Agent': secret, 'X-Forwarded-For': secret };
      await post(attacked, '/v1/customers', { description: secret }, { key: secretKey, headers });
    }
    await attacked.close();
    const log = written.join('\n');
    expect(written.length).toBeGreaterThan(30);
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/_secret_|\?/);
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z /;
    for (const line of log.split('\n'))
      expect(logFormat === 'json' ? `${JSON.parse(line).time} ` : line).toMatch(time);
  });
});
