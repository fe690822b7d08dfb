import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { API_VERSION } from '../../sandbox/src/kernel/api-version.js';
import { forgetOld } from '../../sandbox/src/main/housekeeping.js';
import { events } from '../../sandbox/src/resources/events/table.js';
import { webhookDeliveries } from '../../sandbox/src/resources/webhook-deliveries/table.js';
import { get, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient } from './official.js';
import { listen, receive, until } from './receiver.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const typesOf = (list: Stripe.ApiList<Stripe.Event>) => list.data.map(({ type }) => type);

describe('events', () => {
  test('tell of a change: the object as it is, what it was, and the request that changed it', async () => {
    const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
    const updated = await stripe.customers.update(
      customer.id,
      { name: 'J. Rosen' },
      { idempotencyKey: 'rename' },
    );
    const [last, first] = (await stripe.events.list({ limit: 2 })).data as [Stripe.Event, Stripe.Event];
    expect(last).toEqual({
      id: expect.stringMatching(/^evt_\w{24}$/),
      object: 'event',
      api_version: API_VERSION,
      created: expect.any(Number),
      data: { object: updated, previous_attributes: { name: 'Jenny Rosen' } },
      livemode: false,
      pending_webhooks: 0,
      request: { id: updated.lastResponse.requestId, idempotency_key: 'rename' },
      type: 'customer.updated',
    });
    expect(first.type).toBe('customer.created');
    expect(first.data).toEqual({ object: expect.objectContaining({ name: 'Jenny Rosen' }) });
    expect(await stripe.events.retrieve(last.id)).toEqual(last);
  });

  test('have the shapes of the version that the official client is made for', () => {
    expect(API_VERSION).toBe(Stripe.API_VERSION);
  });

  test('are listed by type, by types and by groups of them', async () => {
    const { id } = await stripe.customers.create();
    await stripe.customers.update(id, { name: 'a' });
    await stripe.customers.del(id);
    expect(new Set(typesOf(await stripe.events.list({ type: 'customer.deleted' })))).toEqual(
      new Set(['customer.deleted']),
    );
    const types = ['customer.deleted', 'customer.updated'];
    expect(new Set(typesOf(await stripe.events.list({ types, limit: 100 })))).toEqual(new Set(types));
    const group = await stripe.events.list({ type: 'customer.*', limit: 3 });
    expect(typesOf(group)).toEqual(['customer.deleted', 'customer.updated', 'customer.created']);
    expect((await stripe.events.list({ type: 'customer_deleted' })).data).toEqual([]);
    await expect(stripe.events.list({ type: 'customer.*', types })).rejects.toThrow('type, types');
  });

  test('are listed by time, and page by page', async () => {
    await stripe.customers.create();
    const all = await stripe.events.list({ limit: 100 });
    const paged: string[] = [];
    for await (const event of stripe.events.list({ limit: 2 })) paged.push(event.id);
    expect(paged).toEqual(all.data.map(({ id }) => id));
    const [{ created }] = all.data as [Stripe.Event];
    expect((await stripe.events.list({ created: { gt: created } })).data).toEqual([]);
    expect((await stripe.events.list({ created: { gte: created } })).data).not.toEqual([]);
  });

  test('one that is not there is named', async () => {
    await expect(stripe.events.retrieve('evt_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such event: 'evt_none'",
    });
    expect((await get(sandbox, '/v1/events', sandbox.publishableKey)).status).toBe(401);
  });

  test('of a connected account are its own', async () => {
    const account = await stripe.accounts.create({ type: 'standard' });
    const theirs = { stripeAccount: account.id };
    const customer = await stripe.customers.create({ name: 'theirs' }, theirs);
    const [event] = (await stripe.events.list({}, theirs)).data as [Stripe.Event];
    expect(event.data.object).toMatchObject({ id: customer.id });
    await expect(stripe.events.retrieve(event.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  test('pending_webhooks counts the endpoints that have yet to get it, and delivery_success finds it', async () => {
    const receiver = await receive();
    let answer = (_: number) => {};
    receiver.answer = () => new Promise<number>((resolve) => (answer = resolve));
    const endpoint = await listen(stripe, receiver);
    await stripe.customers.create();
    const [event] = (await stripe.events.list({ limit: 1 })).data as [Stripe.Event];
    expect(event.pending_webhooks).toBe(1);
    const undelivered = () => stripe.events.list({ delivery_success: false, limit: 100 });
    expect((await undelivered()).data.map(({ id }) => id)).toEqual([event.id]);
    await until(() => receiver.attempts.length === 1);
    expect(receiver.attempts[0]?.pending_webhooks).toBe(1);
    answer(200);
    await until(async () => (await stripe.events.retrieve(event.id)).pending_webhooks === 0);
    expect((await undelivered()).data).toEqual([]);
    const delivered = await stripe.events.list({ delivery_success: true, limit: 1 });
    expect(delivered.data[0]?.id).toBe(event.id);
    await stripe.webhookEndpoints.del(endpoint.id);
  });

  test('are forgotten after 30 days, with their deliveries', async () => {
    const dataDir = temporaryDirectory();
    const other = await start({ memory: false, dataDir });
    const receiver = await receive();
    await listen(officialClient(other), receiver);
    await officialClient(other).customers.create();
    await until(() => receiver.received.length === 1);
    await other.close();
    await withDatabase(dataDir, async (db) => {
      const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);
      await forgetOld(db, inDays(29));
      expect([await db.$count(events), await db.$count(webhookDeliveries)]).toEqual([1, 1]);
      await forgetOld(db, inDays(31));
      expect([await db.$count(events), await db.$count(webhookDeliveries)]).toEqual([0, 0]);
    });
  });
});
