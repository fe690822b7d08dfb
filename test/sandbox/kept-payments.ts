/** Payments on a sandbox that is killed on the way, and the search for one that is lost or there twice. */
import Stripe from 'stripe';
import { expect } from 'vitest';
import { startCommand } from './command.js';
import { temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';
import { listen, receive, until } from './receiver.js';

const CLIENTS = 16;
const KILLS = 5;

/**
 * Pays by 16 clients with 5 kill -9 on the way, and expects that each payment is there once, that the balance adds up, and
 * that every event was delivered.
 */
export async function expectPaymentsKept(payments: number): Promise<void> {
  const directory = temporaryDirectory();
  let sandbox = await startCommand([], directory);
  const port = new URL(sandbox.url).port;
  const stripe = officialClient(sandbox);
  const receiver = await receive();
  await listen(stripe, receiver);

  const acknowledged = new Map<number, string>();
  let next = 0;
  const clients = Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < payments) {
        const order = next++;
        acknowledged.set(order, await payFor(stripe, order));
      }
    }),
  );

  for (let kill = 1; kill <= KILLS; kill++) {
    await reached(acknowledged, (payments * kill) / (KILLS + 1));
    sandbox = await killAndRestart(sandbox, directory, port);
  }
  await clients;

  const intents = await allOf(stripe.paymentIntents.list({ limit: 100 }));
  const paid = intents.filter(({ status }) => status === 'succeeded');
  const orders = paid.map(({ metadata }) => Number(metadata.order));
  expect(orders.sort((a, b) => a - b)).toEqual(Array.from({ length: payments }, (_, order) => order));
  expect(new Set(paid.map(({ id }) => id))).toEqual(new Set(acknowledged.values()));

  const entries = await allOf(stripe.balanceTransactions.list({ limit: 100 }));
  expect(entries).toHaveLength(payments);
  const net = entries.reduce((sum, entry) => sum + entry.net, 0);
  const { available, pending } = await stripe.balance.retrieve();
  expect([...available, ...pending].reduce((sum, { amount }) => sum + amount, 0)).toBe(net);

  const events = await allOf(stripe.events.list({ limit: 100 }));
  expect(events.filter(({ type }) => type === 'payment_intent.succeeded')).toHaveLength(payments);
  const missing = new Set(events.map(({ id }) => id));
  await until(() => {
    for (const { event } of receiver.received) missing.delete(event.id);
    return missing.size === 0;
  }, 900_000);
}

/** Pays once, however often it has to be asked: the idempotency key stays the same. */
async function payFor(stripe: Stripe, order: number): Promise<string> {
  for (;;) {
    try {
      const { id } = await stripe.paymentIntents.create(
        {
          amount: 1000 + order,
          currency: 'usd',
          payment_method: 'pm_card_visa',
          allowed_payment_method_types: ['card'],
          confirm: true,
          metadata: { order },
        },
        { idempotencyKey: `order-${order}`, maxNetworkRetries: 0 },
      );
      return id;
    } catch (error) {
      // A request that a busy machine sends too slowly is refused before it is read.
      const isUnread = error instanceof Stripe.errors.StripeError && error.statusCode === 408;
      if (!isUnread && !(error instanceof Stripe.errors.StripeConnectionError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function reached(acknowledged: Map<number, string>, count: number): Promise<void> {
  while (acknowledged.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

type Running = Awaited<ReturnType<typeof startCommand>>;

async function killAndRestart(sandbox: Running, directory: string, port: string): Promise<Running> {
  sandbox.child.kill('SIGKILL');
  await sandbox.exited;
  return startCommand(['--port', port], directory);
}

async function allOf<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items = [];
  for await (const item of list) items.push(item);
  return items;
}
