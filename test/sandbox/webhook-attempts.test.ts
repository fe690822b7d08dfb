/** What is kept of each attempt to deliver an event, and above all what is not. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest';
import { type Sandbox, testCards } from '../../sandbox/src/index.js';
import type { WebhookAttempt } from '../../sandbox/src/resources/webhook-deliveries/attempts.js';
import { keyOf, start } from './harness.js';
import { ownAccount } from './official.js';
import { closeReceivers, listen, receive, until } from './receiver.js';

let sandbox: Sandbox;
const servers: ReturnType<typeof createServer>[] = [];

beforeAll(async () => {
  sandbox = await start();
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await Promise.all([sandbox.close(), closeReceivers()]);
});

const test = base.extend('stripe', () => ownAccount(sandbox));

async function attemptsOf(stripe: Stripe, { id }: { id: string }, query = ''): Promise<WebhookAttempt[]> {
  const list = await stripe.rawRequest('GET', `/v1/webhook_endpoints/${id}/attempts${query}`);
  return (list as unknown as { data: WebhookAttempt[] }).data;
}

/** Has one event sent to a server, and returns the first attempt. */
async function attemptAt(stripe: Stripe, answer: RequestListener): Promise<WebhookAttempt> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] });
  await stripe.customers.create();
  await until(async () => (await attemptsOf(stripe, endpoint)).length > 0);
  return (await attemptsOf(stripe, endpoint)).at(-1) as WebhookAttempt;
}

describe.concurrent('attempts', () => {
  test('are each kept, with the answer and how long it took, and are found by how they went', async ({
    stripe,
  }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver, { api_version: '2020-08-27' });
    receiver.answer = () => (receiver.attempts.length === 1 ? 500 : 200);
    await stripe.customers.create();
    await until(() => receiver.received.length === 1);
    await until(async () => (await attemptsOf(stripe, endpoint)).length === 2);
    const [event] = (await stripe.events.list({ limit: 1 })).data;
    const shared = { api_version: '2020-08-27', event: event?.id, object: 'webhook_attempt' };
    const [second, first] = await attemptsOf(stripe, endpoint);
    expect(first).toMatchObject({
      ...shared,
      delivered: false,
      failure: 'The endpoint answered 500.',
      pending_webhooks: 1,
      response: '',
      response_status: 500,
    });
    expect(second).toMatchObject({ ...shared, delivered: true, failure: null, response_status: 200 });
    expect(first?.duration).toBeGreaterThanOrEqual(0);
    expect(await attemptsOf(stripe, endpoint, '?delivered=false')).toEqual([first]);
    expect(await attemptsOf(stripe, endpoint, `?event=${event?.id}&delivered=true`)).toEqual([second]);
  });

  test('have no answer where nothing listens', async ({ stripe }) => {
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:1/',
      enabled_events: ['customer.created'],
    });
    await stripe.customers.create();
    await until(async () => (await attemptsOf(stripe, endpoint)).length > 0);
    const [attempt] = await attemptsOf(stripe, endpoint);
    expect(attempt).toMatchObject({ response: null, response_status: null });
    expect(attempt?.failure).toMatch(/nothing listens/);
  });
});

describe.concurrent('the start of an answer', () => {
  test('is kept as it came', async ({ stripe }) => {
    const { response } = await attemptAt(stripe, (_, answer) =>
      answer.writeHead(500).end('Oops: no such order'),
    );
    expect(response).toBe('Oops: no such order');
  });

  test('is without card numbers, security codes and keys that a careless server answers', async ({
    stripe,
  }) => {
    const [{ number } = { number: '' }] = testCards;
    const [secret, signing] = [keyOf('sk_test'), keyOf('whsec')];
    const text = await attemptAt(stripe, (_, answer) => answer.end(`${number} ${secret} ${signing}`));
    expect(text.response).toBe('[redacted] sk_test_[redacted] whsec_[redacted]');
    const json = JSON.stringify({ ok: true, card: { cvc: '987', number } });
    const { response } = await attemptAt(stripe, (_, answer) => answer.end(json));
    expect(response).toContain('"ok":true');
    expect(response).not.toMatch(new RegExp(`987|${number}`));
  });

  test('is short, whatever is answered, and text that a database takes', async ({ stripe }) => {
    const long = await attemptAt(stripe, (_, answer) => answer.end('x'.repeat(2_000_000)));
    expect(long.response).toBe('x'.repeat(500));
    const zero = await attemptAt(stripe, (_, answer) => answer.end('a\0b'));
    expect(zero.response).toBe('a\ufffdb');
  });

  test('of a body without an end is what came soon', async ({ stripe }) => {
    const attempt = await attemptAt(stripe, (_, answer) => void answer.writeHead(200).write('soon'));
    expect(attempt).toMatchObject({ delivered: true, response: 'soon' });
    expect(attempt.duration).toBeLessThan(10_000);
  });
});
