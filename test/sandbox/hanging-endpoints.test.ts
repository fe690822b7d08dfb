/** @module-tag thorough */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, afterEach, test as base, beforeAll, beforeEach, describe, expect, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createPlaces } from '../../sandbox/src/resources/webhook-deliveries/places.js';
import { start } from './harness.js';
import { ownAccount } from './official.js';
import { deliveriesOf, listen, receive, until } from './receiver.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const test = base.extend('stripe', () => ownAccount(sandbox));

const endpointAt = (stripe: Stripe, server: { address(): AddressInfo | string | null }) =>
  stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    enabled_events: ['customer.created'],
  });

async function serving(server: Server | ReturnType<typeof createTcpServer>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return server;
}

test.concurrent('an endpoint that hangs delays no other, however many objects it has yet to hear of', async ({
  stripe,
}) => {
  let ended = 0;
  const hanging = await serving(createServer(() => {}));
  hanging.on('connection', (socket: Socket) => socket.on('close', () => (ended += 1)));
  const { id } = await endpointAt(stripe, hanging);
  const receiver = await receive();
  await listen(stripe, receiver, { enabled_events: ['customer.created'] });
  const COUNT = 120;
  await Promise.all(Array.from({ length: COUNT }, () => stripe.customers.create()));
  await until(() => receiver.received.length === COUNT);
  // They were not handed on as those to the other were given up, of which there are as many.
  expect(ended).toBeLessThan(COUNT / 4);
  await stripe.webhookEndpoints.del(id);
  hanging.close();
  (hanging as Server).closeAllConnections();
});

test.concurrent('an answer that never comes to its end is a delivery; one whose head does not is an attempt that ends, and counts', async ({
  stripe,
}) => {
  const slowBody = await serving(
    createServer((_, answer) => {
      answer.writeHead(200);
      const drip = setInterval(() => answer.write('.'), 100);
      answer.on('close', () => clearInterval(drip));
    }),
  );
  const sockets: Socket[] = [];
  const slowHead = await serving(
    createTcpServer((socket) => {
      sockets.push(socket);
      socket.resume();
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      const drip = setInterval(() => socket.write('.'), 100);
      socket.on('error', () => {});
      socket.on('close', () => clearInterval(drip));
    }),
  );
  const [body, head] = await Promise.all([endpointAt(stripe, slowBody), endpointAt(stripe, slowHead)]);
  await stripe.customers.create();
  await until(async () => (await deliveriesOf(stripe, body.id))[0]?.status === 'delivered');
  expect((await deliveriesOf(stripe, head.id))[0]).toMatchObject({ attempts: 0, status: 'pending' });
  await until(async () => Number((await deliveriesOf(stripe, head.id))[0]?.attempts) === 1);
  expect((await deliveriesOf(stripe, head.id))[0]).toMatchObject({
    failure: 'There was no answer within 10 s.',
    response_status: null,
    status: 'pending',
  });
  await until(() => sockets[0]?.closed === true);
  await Promise.all([body, head].map(({ id }) => stripe.webhookEndpoints.del(id)));
  for (const server of [slowBody, slowHead]) server.close();
  for (const socket of sockets) socket.destroy();
});

test('an endpoint that answers gets all of a burst, some at a time and none sent away', async () => {
  const places = createPlaces();
  let [running, most] = [0, 0];
  const burst = Array.from({ length: 500 }, () =>
    places.take('we_quick', async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    }),
  );
  expect(new Set(await Promise.all(burst))).toEqual(new Set([undefined]));
  expect(most).toBe(8);
});

describe('what finds no place', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('at an endpoint that hangs comes again later, the one after the other', async () => {
    const places = createPlaces(() => Date.now());
    const hang = () => places.take('we_hangs', (ask) => ask(() => new Promise<void>(() => {})));
    const sent = Array.from({ length: 8 + 80 }, hang).slice(8);
    await vi.advanceTimersByTimeAsync(1500);
    const seconds = await Promise.all(sent);
    expect(seconds.every((delay) => Number(delay) >= 1)).toBe(true);
    expect(new Set(seconds).size).toBeGreaterThan(9);
    // Another endpoint is none of theirs.
    expect(await places.take('we_other', async () => {})).toBeUndefined();
  });

  test('while the others wait for a busy database, and not for the endpoint, is not sent away', async () => {
    const places = createPlaces(() => Date.now());
    const database = () => new Promise<void>((resolve) => setTimeout(resolve, 3000));
    const burst = Array.from({ length: 8 + 8 }, () => places.take('we_quick', database));
    await vi.runAllTimersAsync();
    expect(new Set(await Promise.all(burst))).toEqual(new Set([undefined]));
  });

  test('for too long comes again at the pace at which places become free', async () => {
    const places = createPlaces(() => Date.now());
    const database = () => new Promise<void>((resolve) => setTimeout(resolve, 100));
    const burst = Array.from({ length: 512 }, () => places.take('we_quick', database));
    await vi.runAllTimersAsync();
    const seconds = (await Promise.all(burst)).filter((delay) => delay !== undefined);
    // Some 80 in a second: 190 are left after the four seconds that each waits, and come in three more.
    expect(seconds.length).toBeGreaterThan(150);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(5);
  });
});
