import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PRESETS } from '../../sandbox/src/dashboard/keys/presets.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { snippetWith } from '../docs/markdown.js';
import { FORM, keyOf, send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

interface Service {
  url: string;
  close(): Promise<void>;
}

interface Options {
  url: string;
  key: string;
  webhookSecret: string;
  everyMs?: number;
  print(line: string): void;
}

const example = new URL('../../examples/dispute-monitor/server.mjs', import.meta.url).href;

let sandbox: Sandbox;
let key: string;
let startMonitor: (options: Options) => Promise<Service>;
beforeAll(async () => {
  ({ startMonitor } = await import(/* @vite-ignore */ example));
  const preset = PRESETS.find(({ name }) => name === 'dispute-monitoring');
  sandbox = await start({ restricted: preset?.permissions ?? {} });
  key = sandbox.restrictedKey ?? '';
});
afterAll(() => sandbox.close());

const services: Service[] = [];
afterEach(() => Promise.all(services.splice(0).map((service) => service.close())));

const HOUR_MS = 3600 * 1000;

/** The service as an operator sets it up: the webhook endpoint is made with the secret key. */
async function run({ everyMs = HOUR_MS }: { everyMs?: number } = {}) {
  const { webhookEndpoints } = officialClient(sandbox);
  const endpoint = await webhookEndpoints.create({
    url: 'https://not-yet.example',
    enabled_events: ['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed'],
  });
  const printed: string[] = [];
  const service = await startMonitor({
    url: sandbox.url,
    key,
    webhookSecret: endpoint.secret ?? '',
    everyMs,
    print: (line) => printed.push(line),
  });
  services.push(service);
  return {
    printed,
    url: service.url,
    hearEvents: () => webhookEndpoints.update(endpoint.id, { url: `${service.url}/webhook` }),
    list: async () => (await send(`${service.url}/disputes`)).json.disputes,
  };
}

/** A payment by a card whose holder complains, as a shop takes it. */
async function disputedPayment(): Promise<string> {
  const { latest_charge } = await officialClient(sandbox).paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    payment_method: 'pm_card_createDispute',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
  });
  return `${latest_charge}`;
}

describe('the dispute monitor', () => {
  test('tells of a new dispute by webhook, once, and of how it ends', async () => {
    const { printed, list, hearEvents } = await run();
    await hearEvents();
    const charge = await disputedPayment();
    const known = async () =>
      (await list()).filter((dispute: { charge: string }) => dispute.charge === charge);
    await expect.poll(known, { timeout: 60_000 }).toMatchObject([{ amount: 2000, status: 'needs_response' }]);
    const [{ id }] = await known();
    await officialClient(sandbox).disputes.close(id);
    await expect.poll(known, { timeout: 60_000 }).toMatchObject([{ id, status: 'lost' }]);
    expect(printed.filter((line) => line.startsWith(id))).toEqual([
      snippetWith('examples/dispute-monitor/README.md', 'needs_response')
        .code.trim()
        .replace('dp_…', `${id}`),
      `${id}: $20.00, fraudulent, lost`,
    ]);
  });

  test('tells of it without webhooks too, by asking the API', async () => {
    const { printed } = await run({ everyMs: 50 });
    const charge = await disputedPayment();
    const { data } = await officialClient(sandbox).disputes.list({ charge });
    const lines = () => printed.filter((line) => line.startsWith(`${data[0]?.id}`));
    await expect.poll(lines, { timeout: 60_000 }).toHaveLength(1);
  });

  test('knows the disputes of before it was started', async () => {
    const charge = await disputedPayment();
    const { list } = await run();
    expect(await list()).toContainEqual(expect.objectContaining({ charge }));
  });

  test('believes no event that the payment host has not signed', async () => {
    const { url, list } = await run();
    const before = await list();
    const body = JSON.stringify({
      id: 'evt_1',
      type: 'charge.dispute.created',
      data: { object: { id: 'dp_1' } },
    });
    const forged = { 'Stripe-Signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
    const unsigned: Record<string, string> = {};
    for (const headers of [unsigned, forged]) {
      expect((await send(`${url}/webhook`, { method: 'POST', headers, body })).status).toBe(400);
    }
    expect(await list()).toEqual(before);
  });

  test('does not start with a secret key', async () => {
    const options = { url: sandbox.url, webhookSecret: 'whsec_x', print: () => {} };
    await expect(startMonitor({ ...options, key: keyOf('sk_test') })).rejects.toThrow('restricted key');
  });
});

describe('its key', () => {
  test('can’t refund, read customers, answer a dispute or make anything', async () => {
    const charge = await disputedPayment();
    const stripe = officialClient(sandbox, key);
    const { data } = await stripe.disputes.list({ charge });
    const id = data[0]?.id ?? '';
    for (const [call, permission] of [
      [stripe.refunds.create({ charge }), 'refunds=write'],
      [stripe.customers.list(), 'customers=read'],
      [stripe.disputes.close(id), 'disputes=write'],
      [stripe.paymentIntents.create({ amount: 100, currency: 'usd' }), 'payment_intents=write'],
      [
        stripe.webhookEndpoints.create({ url: 'https://a.example', enabled_events: ['*'] }),
        'webhook_endpoints=write',
      ],
    ] as const) {
      const { statusCode, code, message } = await refusal(call);
      expect({ statusCode, code }).toEqual({ statusCode: 403, code: 'permission_missing' });
      expect(message).toContain(permission);
    }
    expect((await stripe.disputes.retrieve(id)).status).toBe('needs_response');
  });

  test('is refused by every route but those that read disputes and events', async () => {
    const letIn: string[] = [];
    for (const { method, path } of registry.routes) {
      const { status } = await send(sandbox.url + path.replace(/:\w+/g, 'none'), {
        method,
        headers: { Authorization: `Bearer ${key}`, ...(method === 'POST' && FORM) },
      });
      if (status !== 401 && status !== 403) letIn.push(`${method} ${path}`);
    }
    expect(letIn.sort()).toEqual([
      'GET /v1/disputes',
      'GET /v1/disputes/:id',
      'GET /v1/events',
      'GET /v1/events/:id',
      'GET /v1/test_helpers/events',
    ]);
  });
});
