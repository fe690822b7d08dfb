import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { RETRY_AFTER, retryAfter } from '../../sandbox/src/resources/webhook-deliveries/schedule.js';
import { webhookDeliveries } from '../../sandbox/src/resources/webhook-deliveries/table.js';
import { keyOf, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient, ownAccount } from './official.js';
import { deliveriesOf, listen, type Receiver, receive, until } from './receiver.js';

let sandbox: Sandbox;
const logged: string[] = [];

beforeAll(async () => {
  sandbox = await start({ log: (line) => logged.push(line) });
});
afterAll(() => sandbox.close());

// Each test has an account, so that they can wait at the same time for what is tried again.
const test = base.extend('stripe', () => ownAccount(sandbox));

const namesOf = (receiver: Receiver, id?: string) =>
  receiver.received
    .map(({ event }) => event.data.object as Stripe.Customer)
    .filter((customer) => id === undefined || customer.id === id)
    .map(({ name }) => name);

/** Waits until attempts to deliver the newest event have failed: with two of them, it is 5 seconds until the next. */
const tried = (stripe: Stripe, { id }: Stripe.WebhookEndpoint, times = 1) =>
  until(async () => Number((await deliveriesOf(stripe, id))[0]?.attempts) >= times);

describe.concurrent('deliveries', () => {
  test('are signed, with the event as the API shows it', async ({ stripe }) => {
    const receiver = await receive();
    await listen(stripe, receiver);
    const customer = await stripe.customers.create({ name: 'Jenny' });
    await until(() => receiver.received.length === 1);
    const [{ event, headers }] = receiver.received as [Receiver['received'][0]];
    expect(event.data.object).toEqual(customer);
    // The platform reads it with the header of the account, and is told which account that is.
    const { account, ...shown } = await stripe.events.retrieve(event.id);
    expect({ ...event, pending_webhooks: 0 }).toEqual(shown);
    expect(account).toMatch(/^acct_/);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'payframe-signature': headers['stripe-signature'],
    });
  });

  test('a signature is refused with another secret', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.secret = keyOf('whsec');
    await stripe.customers.create();
    await tried(stripe, endpoint);
    expect(receiver.attempts).toEqual([]);
  });

  test('go only to subscribed endpoints of the same mode and account', async ({ stripe: connected }) => {
    const [all, some, disabled, theirs] = await Promise.all([receive(), receive(), receive(), receive()]);
    const stripe = officialClient(sandbox);
    await listen(stripe, all);
    await listen(stripe, some, { enabled_events: ['customer.deleted', 'charge.succeeded'] });
    const { id } = await listen(stripe, disabled);
    await stripe.webhookEndpoints.update(id, { disabled: true });
    await listen(connected, theirs);
    const customer = await stripe.customers.create();
    await stripe.customers.del(customer.id);
    await until(() => all.received.length === 2 && some.received.length === 1);
    expect(some.received[0]?.event.type).toBe('customer.deleted');
    expect([disabled.attempts, theirs.attempts]).toEqual([[], []]);
  });

  test('keep the order of an object’s events, whatever fails and whatever is written at the same time', async ({
    stripe,
  }) => {
    const receiver = await receive();
    await listen(stripe, receiver);
    // Every third event is refused when it first comes.
    const refused = new Set<string>();
    receiver.answer = ({ id }) => {
      if (refused.has(id) || receiver.attempts.length % 3 !== 0) return 200;
      refused.add(id);
      return 503;
    };
    const customers = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const { id } = await stripe.customers.create({ name: '0' });
        const updates = Array.from({ length: 5 }, (_, at) =>
          stripe.customers.update(id, { name: `${at}-${index}` }),
        );
        await Promise.all(updates);
        return id;
      }),
    );
    await until(() => receiver.received.length === 36);
    expect(refused.size).toBeGreaterThan(0);
    const written = await stripe.events.list({ type: 'customer.*', limit: 100 });
    for (const id of customers) {
      const inOrder = written.data
        .map(({ data }) => data.object as Stripe.Customer)
        .filter((customer) => customer.id === id)
        .map(({ name }) => name)
        .reverse();
      expect(namesOf(receiver, id)).toEqual(inOrder);
    }
  });

  test('an object whose event fails holds up no other', async ({ stripe }) => {
    const receiver = await receive();
    await listen(stripe, receiver);
    receiver.answer = ({ data }) => ((data.object as Stripe.Customer).name === 'bad' ? 500 : 200);
    const bad = await stripe.customers.create({ name: 'bad' });
    await until(() => receiver.attempts.length === 1);
    await stripe.customers.update(bad.id, { name: 'good' });
    await stripe.customers.create({ name: 'other' });
    await until(() => receiver.received.length === 1);
    expect(namesOf(receiver)).toEqual(['other']);
    receiver.answer = () => 200;
    await until(() => receiver.received.length === 3);
    expect(namesOf(receiver, bad.id)).toEqual(['bad', 'good']);
  });

  test('the log tells of each: attempts, the answer, why it failed, and when it is tried again', async ({
    stripe,
  }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    let answer = (_: number) => {};
    const held = new Promise<number>((resolve) => (answer = resolve));
    receiver.answer = () => (receiver.attempts.length === 1 ? 500 : held);
    await stripe.customers.create();
    const [event] = (await stripe.events.list({ limit: 1 })).data as [Stripe.Event];
    await tried(stripe, endpoint);
    const [first] = await deliveriesOf(stripe, endpoint.id, `?event=${event.id}&status=pending`);
    expect(first).toEqual({
      id: expect.stringMatching(/^whd_/),
      object: 'webhook_delivery',
      attempts: 1,
      created: event.created,
      event: event.id,
      event_type: 'customer.created',
      failure: 'The endpoint answered 500.',
      last_attempt: expect.any(Number),
      livemode: false,
      next_attempt: expect.any(Number),
      response_status: 500,
      status: 'pending',
      webhook_endpoint: endpoint.id,
    });
    expect(Number(first?.next_attempt) - Number(first?.last_attempt)).toBe(1);
    answer(200);
    await until(() => receiver.received.length === 1);
    await until(async () => (await deliveriesOf(stripe, endpoint.id, '?status=delivered')).length === 1);
    const [last] = await deliveriesOf(stripe, endpoint.id);
    expect(last).toMatchObject({
      attempts: 2,
      failure: null,
      next_attempt: null,
      response_status: 200,
      status: 'delivered',
    });
  });

  test('a redirect is no delivery, and is not followed', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = () => 307;
    await stripe.customers.create();
    await tried(stripe, endpoint);
    expect((await deliveriesOf(stripe, endpoint.id))[0]).toMatchObject({
      response_status: 307,
      status: 'pending',
    });
    expect([...receiver.paths]).toEqual(['/webhook']);
  });

  test('an endpoint that does not answer is given 10 seconds', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = () => 'silence';
    // The sandbox is in this process, whose timers go off in the order in which they end.
    let isNearlyOver = false;
    setTimeout(() => {
      isNearlyOver = true;
    }, 9000);
    await stripe.customers.create();
    await tried(stripe, endpoint);
    expect(isNearlyOver).toBe(true);
    expect((await deliveriesOf(stripe, endpoint.id))[0]).toMatchObject({
      failure: 'There was no answer within 10 s.',
      response_status: null,
    });
  });

  test('where nothing listens, the log says so', async ({ stripe }) => {
    const receiver = await receive();
    await receiver.close();
    const endpoint = await listen(stripe, receiver);
    await stripe.customers.create();
    await tried(stripe, endpoint);
    expect((await deliveriesOf(stripe, endpoint.id))[0]?.failure).toContain('nothing listens');
  });

  test('a disabled endpoint gets nothing more', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = () => 500;
    await stripe.customers.create({ name: 'before' });
    await tried(stripe, endpoint, 2);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    const attempts = receiver.attempts.length;
    await stripe.customers.create({ name: 'while it was disabled' });
    await until(async () => (await deliveriesOf(stripe, endpoint.id))[0]?.status === 'failed');
    expect(await deliveriesOf(stripe, endpoint.id)).toMatchObject([
      { failure: 'The endpoint was disabled.', next_attempt: null },
    ]);
    expect(receiver.attempts).toHaveLength(attempts);
    receiver.answer = () => 200;
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    await stripe.customers.create({ name: 'after' });
    await until(() => receiver.received.length > 0);
    expect(namesOf(receiver)).toEqual(['after']);
  });

  test('an endpoint that is enabled again before the next attempt gets what it has yet to get', async ({
    stripe,
  }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = () => (receiver.attempts.length < 3 ? 500 : 200);
    await stripe.customers.create({ name: 'in the meantime' });
    await tried(stripe, endpoint, 2);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    await until(() => receiver.received.length === 1);
    expect(namesOf(receiver)).toEqual(['in the meantime']);
  });

  test('a deleted endpoint gets nothing more', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = () => 500;
    await stripe.customers.create();
    await tried(stripe, endpoint, 2);
    await stripe.webhookEndpoints.del(endpoint.id);
    const attempts = receiver.attempts.length;
    const [event] = (await stripe.events.list({ limit: 1 })).data as [Stripe.Event];
    expect(event.pending_webhooks).toBe(0);
    const other = await receive();
    await listen(stripe, other);
    await stripe.customers.create();
    await until(() => other.received.length === 1);
    expect(receiver.attempts).toHaveLength(attempts);
  });

  test('an event is sent again on request, also to an endpoint that is new', async ({ stripe }) => {
    const [first, second] = await Promise.all([receive(), receive()]);
    const endpoint = await listen(stripe, first);
    await stripe.customers.create({ name: 'again' });
    await until(() => first.received.length === 1);
    const id = String(first.received[0]?.event.id);
    const later = await listen(stripe, second);
    const retry = (webhook_endpoint: string) =>
      stripe.rawRequest('POST', `/v1/events/${id}/retry`, { webhook_endpoint });
    expect(await retry(endpoint.id)).toMatchObject({ id, object: 'event', pending_webhooks: 1 });
    await retry(later.id);
    await until(() => first.received.length === 2 && second.received.length === 1);
    expect(second.received[0]?.event.id).toBe(id);
    await stripe.webhookEndpoints.update(later.id, { disabled: true });
    await expect(retry(later.id)).rejects.toMatchObject({ param: 'webhook_endpoint' });
    await expect(retry('we_none')).rejects.toMatchObject({ code: 'resource_missing' });
  });

  test('the log of requests holds no secret and no address', async ({ stripe }) => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver, { url: `${receiver.url}?token=hunter2` });
    await stripe.customers.create();
    await until(() => receiver.received.length === 1);
    await until(() => logged.some((line) => line.includes(endpoint.id) && line.includes(' webhook evt_')));
    expect(logged.join('\n')).not.toMatch(/whsec_|hunter2|127\.0\.0\.1/);
  });
});

describe.concurrent('the schedule', () => {
  test('tries again ever more rarely, and gives up after some three hours', () => {
    expect(retryAfter(1)).toBe(1);
    expect(RETRY_AFTER.every((delay, at) => at === 0 || delay > (RETRY_AFTER[at - 1] ?? 0))).toBe(true);
    expect(retryAfter(RETRY_AFTER.length + 1)).toBeUndefined();
    expect(RETRY_AFTER.reduce((sum, delay) => sum + delay) / 3600).toBeCloseTo(3, 0);
  });

  test('what was tried to its end has failed, and lets the next event of the object pass', async () => {
    const dataDir = temporaryDirectory();
    const first = await start({ memory: false, dataDir });
    const stripe = officialClient(first);
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver);
    receiver.answer = ({ type }) => (type === 'customer.created' ? 500 : 200);
    const customer = await stripe.customers.create();
    await tried(stripe, endpoint);
    await stripe.customers.update(customer.id, { name: 'next' });
    await first.close();
    // Two and a half hours later.
    await withDatabase(dataDir, async (db) => {
      await db.update(webhookDeliveries).set({ nextAttemptAt: null });
      await db.execute(
        sql`update webhook_deliveries set attempts = ${RETRY_AFTER.length} where attempts > 0`,
      );
      await db.execute(sql`update jobs.job set start_after = now()`);
    });
    const second = await start({ memory: false, dataDir });
    const again = officialClient(second);
    await until(async () => (await deliveriesOf(again, endpoint.id))[0]?.status === 'delivered');
    expect(namesOf(receiver)).toEqual(['next']);
    expect(await deliveriesOf(again, endpoint.id)).toMatchObject([
      { status: 'delivered', attempts: 1 },
      { status: 'failed', attempts: RETRY_AFTER.length + 1, next_attempt: null, response_status: 500 },
    ]);
    await second.close();
  });
});
