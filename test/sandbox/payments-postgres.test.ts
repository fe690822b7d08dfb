import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { newestBinaries, startCluster } from './cluster.js';
import { FORM, send, start } from './harness.js';
import { officialClient } from './official.js';

const binaries = newestBinaries();

describe.skipIf(!binaries)('two servers on one PostgreSQL', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let sandboxes: Sandbox[] = [];
  let clients: Stripe[];

  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '');
    const options = { memory: false, databaseUrl: cluster.url };
    sandboxes = await Promise.all([start(options), start(options)]);
    clients = sandboxes.map((sandbox) => officialClient(sandbox));
  });
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await cluster.stop();
  });

  const client = (index: number) => clients[index % 2] as Stripe;

  test('pay an intent once that both confirm at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await client(round).paymentIntents.create({ amount: 1000, currency: 'usd' });
      const attempts = await Promise.allSettled(
        [0, 1, 2, 3].map((index) =>
          client(index).paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
        ),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await client(round).charges.list({ payment_intent: id })).data).toHaveLength(1);
    }
  });

  test('capture, or cancel, once what both capture and cancel', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await client(round).paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        capture_method: 'manual',
        confirm: true,
        payment_method: 'pm_card_visa',
      });
      const outcomes = await Promise.allSettled([
        client(0).paymentIntents.capture(id),
        client(1).paymentIntents.cancel(id),
        client(1).paymentIntents.capture(id),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  test('take the bank’s answer once that reaches both', async () => {
    const { id, next_action } = await client(0).paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
    });
    const path = `/3ds/${next_action?.use_stripe_sdk?.source}`;
    await Promise.all(
      ['complete', 'fail', 'complete', 'fail'].map((outcome, index) =>
        send(`${sandboxes[index % 2]?.url}${path}`, {
          method: 'POST',
          headers: FORM,
          body: `outcome=${outcome}`,
        }),
      ),
    );
    const { status } = await client(1).paymentIntents.retrieve(id);
    const { data } = await client(1).charges.list({ payment_intent: id });
    expect(data).toHaveLength(status === 'succeeded' ? 1 : 0);
    expect(['succeeded', 'requires_payment_method']).toContain(status);
  });

  test('add up to the balance', async () => {
    const payments = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        client(index).paymentIntents.create({
          amount: 1000 + index,
          currency: 'chf',
          confirm: true,
          payment_method: 'pm_card_visa',
        }),
      ),
    );
    expect(payments.every(({ status }) => status === 'succeeded')).toBe(true);
    let sum = 0;
    let count = 0;
    for await (const { net } of client(0).balanceTransactions.list({ currency: 'chf', limit: 100 })) {
      sum += net;
      count += 1;
    }
    expect(count).toBe(60);
    const { pending } = await client(1).balance.retrieve();
    expect(pending.find(({ currency }) => currency === 'chf')?.amount).toBe(sum);
  });
});
