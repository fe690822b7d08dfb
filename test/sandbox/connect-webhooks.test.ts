/** Events of connected accounts, and the endpoints that their platform has for them. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient, refusal } from './official.js';
import { closeReceivers, deliveriesOf, listen, type Receiver, receive, until } from './receiver.js';

let sandbox: Sandbox;
let platform: Stripe;
let platformId: string;
let account: { id: string; keys: { publishable: string; secret: string } };
/** The account as its own server, and as its platform. */
let own: Stripe;
let asPlatform: Stripe;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(async () => {
  await sandbox.close();
  await closeReceivers();
});
beforeEach(async () => {
  // A platform of its own for each test, which is itself an account of the sandbox's.
  const { id, keys } = await newAccount(sandbox.secretKey);
  platformId = id;
  platform = officialClient(sandbox, keys.secret);
  account = await newAccount(keys.secret);
  own = officialClient(sandbox, account.keys.secret);
  asPlatform = officialClient(sandbox, keys.secret, { stripeAccount: account.id });
});

const newAccount = async (key: string): Promise<typeof account> =>
  (await post(sandbox, '/v1/test_helpers/accounts', '', { key })).json;

const namesAt = ({ received }: Receiver) =>
  received.flatMap(({ event }) => (event.type === 'customer.created' ? [event.data.object.name] : []));

describe('an endpoint with connect: true', () => {
  test('names the application, and is retrieved, listed and updated like any other', async () => {
    const endpoint = await platform.webhookEndpoints.create({
      url: 'https://shop.example/connect',
      enabled_events: ['*'],
      connect: true,
    });
    const application = platformId.replace('acct_', 'ca_');
    expect(endpoint).toMatchObject({ application, secret: expect.stringMatching(/^whsec_/) });
    const plain = await platform.webhookEndpoints.create({
      url: 'https://shop.example/own',
      enabled_events: ['*'],
    });
    expect(plain.application).toBeNull();
    const changed = await platform.webhookEndpoints.update(endpoint.id, {
      description: 'Connected accounts',
    });
    expect(changed).toMatchObject({ application, description: 'Connected accounts' });
    expect(await platform.webhookEndpoints.retrieve(endpoint.id)).toMatchObject({ application });
    const { data } = await platform.webhookEndpoints.list();
    expect(data.map(({ application: name }) => name)).toEqual([null, application]);
    const again = platform.webhookEndpoints.update(endpoint.id, { connect: false } as never);
    expect(await refusal(again)).toMatchObject({ param: 'connect' });
  });

  test('gets the events of connected accounts and no others, and other endpoints get none of them', async () => {
    const [connect, plain, ofAccount, ofStranger] = [
      await receive(),
      await receive(),
      await receive(),
      await receive(),
    ] as const;
    await listen(platform, connect, { connect: true });
    await listen(platform, plain);
    await listen(own, ofAccount);
    const stranger = await newAccount(sandbox.secretKey);
    await listen(officialClient(sandbox, stranger.keys.secret), ofStranger, { connect: true });

    await platform.customers.create({ name: 'Of the platform' });
    await asPlatform.customers.create({ name: 'Of the account' });
    await own.customers.create({ name: 'Of its own server' });
    await until(() => namesAt(connect).length === 2 && namesAt(ofAccount).length === 2);
    await until(() => namesAt(plain).length === 1);
    expect(namesAt(connect).sort()).toEqual(['Of its own server', 'Of the account']);
    expect(namesAt(ofAccount).sort()).toEqual(['Of its own server', 'Of the account']);
    expect(namesAt(plain)).toEqual(['Of the platform']);
    expect(ofStranger.attempts).toEqual([]);

    for (const { event } of connect.received) expect(event.account).toBe(account.id);
    for (const { event } of [...plain.received, ...ofAccount.received]) expect(event.account).toBeUndefined();
  });

  test('keeps the order of an object’s events, and the log of its deliveries', async () => {
    const receiver = await receive();
    const endpoint = await listen(platform, receiver, {
      connect: true,
      enabled_events: ['customer.created', 'customer.updated'],
    });
    receiver.answer = () => (receiver.attempts.length === 1 ? 500 : 200);
    const { id } = await asPlatform.customers.create({ name: 'one' });
    await asPlatform.customers.update(id, { name: 'two' });
    await until(() => receiver.received.length === 2);
    expect(receiver.received.map(({ event }) => event.type)).toEqual([
      'customer.created',
      'customer.updated',
    ]);
    await until(async () => (await deliveriesOf(platform, endpoint.id, '?status=delivered')).length === 2);
    expect((await deliveriesOf(platform, endpoint.id)).at(-1)).toMatchObject({ attempts: 2 });
    // The account does not see its platform's endpoint.
    expect(await refusal(own.webhookEndpoints.retrieve(endpoint.id))).toMatchObject({ statusCode: 404 });
    expect(await refusal(deliveriesOf(own, endpoint.id))).toMatchObject({ statusCode: 404 });
  });
});

describe('an event of a connected account', () => {
  test('is told to its platform with the account, and to the account without', async () => {
    const { id } = await own.customers.create({ name: 'Jenny' });
    const events = async (stripe: Stripe) =>
      (await stripe.events.list()).data.filter(({ data }) => (data.object as { id?: string }).id === id);
    expect(await events(platform)).toEqual([]);
    const [seen] = await events(asPlatform);
    const [known] = await events(own);
    expect(seen).toMatchObject({ account: account.id, type: 'customer.created' });
    expect(known).not.toHaveProperty('account');
    expect(await asPlatform.events.retrieve(seen?.id ?? '')).toMatchObject({ account: account.id });
    expect(await refusal(platform.events.retrieve(seen?.id ?? ''))).toMatchObject({ statusCode: 404 });
  });

  test('counts every endpoint that has yet to get it, and is sent again to its platform’s', async () => {
    const [connect, plain] = [await receive(), await receive()] as const;
    const endpoint = await listen(platform, connect, { connect: true });
    const other = await listen(platform, plain);
    const retry = (stripe: Stripe, event: string, to: string) =>
      stripe.rawRequest('POST', `/v1/events/${event}/retry`, { webhook_endpoint: to });
    connect.answer = () => 500;
    await own.customers.create({ name: 'Jenny' });
    const [event] = (await own.events.list({ type: 'customer.created' })).data as [Stripe.Event];
    expect(event.pending_webhooks).toBe(1);
    const missed = await own.events.list({ delivery_success: false });
    expect(missed.data.map(({ id }) => id)).toContain(event.id);
    connect.answer = () => 200;
    await retry(asPlatform, event.id, endpoint.id);
    await until(() => connect.received.some((one) => one.event.id === event.id));
    await until(async () => (await own.events.retrieve(event.id)).pending_webhooks === 0);
    expect(await refusal(retry(own, event.id, endpoint.id))).toMatchObject({ statusCode: 404 });
    expect(await refusal(retry(asPlatform, event.id, other.id))).toMatchObject({ statusCode: 404 });
    const { id } = await platform.customers.create();
    const ofPlatform = (await platform.events.list()).data.find(
      ({ data }) => (data.object as { id?: string }).id === id,
    );
    expect(await refusal(retry(platform, ofPlatform?.id ?? '', endpoint.id))).toMatchObject({
      statusCode: 400,
      param: 'webhook_endpoint',
    });
  });

  test('no longer goes anywhere once its account has been reset', async () => {
    const receiver = await receive();
    const endpoint = await listen(platform, receiver, { connect: true });
    receiver.answer = () => 500;
    await own.customers.create();
    await until(() => receiver.attempts.length > 0);
    await own.rawRequest('POST', '/v1/test_helpers/reset', {});
    expect(await deliveriesOf(platform, endpoint.id)).toEqual([]);
    receiver.answer = () => 200;
    const { id } = await own.customers.create();
    await until(() => receiver.received.length > 0);
    expect(receiver.received.map(({ event }) => event.data.object)).toEqual([
      expect.objectContaining({ id }),
    ]);
  });
});

test('a platform is told that an account was connected', async () => {
  const receiver = await receive();
  await listen(platform, receiver, { connect: true });
  const { id } = await platform.accounts.create({ type: 'custom' });
  await until(() => receiver.received.some(({ event }) => event.type === 'account.application.authorized'));
  const { event } = receiver.received.find((one) => one.event.type === 'account.application.authorized') as {
    event: Stripe.Event;
  };
  expect(event).toMatchObject({
    account: id,
    data: { object: { object: 'application', id: expect.stringMatching(/^ca_/) } },
  });
  expect((await platform.events.list({ type: 'account.application.authorized' })).data[0]).toMatchObject({
    account: id,
  });
});
