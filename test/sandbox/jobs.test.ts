import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bootstrap } from '../../sandbox/src/api-keys/bootstrap.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { openPostgres } from '../../sandbox/src/kernel/db/postgres.js';
import { addDueWork } from '../../sandbox/src/kernel/due/queue.js';
import { dueWork } from '../../sandbox/src/kernel/due/table.js';
import { textOf } from '../../sandbox/src/kernel/http/log.js';
import { bossOn, connection, installQueues, takeUpAgain } from '../../sandbox/src/kernel/jobs/boss.js';
import { createJobs } from '../../sandbox/src/kernel/jobs/jobs.js';
import { createWorker, type Worker } from '../../sandbox/src/kernel/jobs/worker.js';
import { events } from '../../sandbox/src/resources/events/table.js';
import { refunds } from '../../sandbox/src/resources/refunds/table.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { createDelivery } from '../../sandbox/src/resources/webhook-deliveries/deliver.js';
import { THOROUGH } from '../thorough.js';
import { newestBinaries, startCluster } from './cluster.js';
import { startCommand } from './command.js';
import { start, temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';
import { listen, receive, until } from './receiver.js';

interface Numbered {
  number: number;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, number) => ({ name: 'deliveries', data: { number } }));

describe('a queue of jobs', () => {
  let database: OpenDatabase;
  let worker: Worker | undefined;
  beforeEach(async () => {
    database = await openInMemory();
    await installQueues(database.db);
  });
  afterEach(async () => {
    await worker?.stop();
    await database.close();
  });

  const jobsLeft = () =>
    database.db.execute(sql`select 1 from jobs.job`).then((result) => rowsOf(result).length);

  test('has what a transaction left when it was committed, and nothing of one that was undone', async () => {
    const boss = bossOn(database.db);
    await database.db.transaction((tx) => boss.insert(numbered(3), { db: connection(tx) }));
    const undone = database.db.transaction(async (tx) => {
      await boss.insert(numbered(5), { db: connection(tx) });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await jobsLeft()).toBe(3);
  });

  test('is worked off whole by one look, no more jobs at a time than there are hands', async () => {
    const boss = bossOn(database.db);
    await boss.insert(numbered(50));
    const done: number[] = [];
    let [atWork, most] = [0, 0];
    worker = createWorker<Numbered>(boss, 'deliveries', 4, async ({ id, data }) => {
      most = Math.max(most, ++atWork);
      await boss.deleteJob('deliveries', id);
      done.push(data.number);
      atWork--;
    });
    worker.look();
    await until(() => done.length === 50);
    expect(most).toBe(4);
    expect(new Set(done).size).toBe(50);
    expect(await jobsLeft()).toBe(0);
  });

  test('keeps a job until it is due', async () => {
    const boss = bossOn(database.db);
    await boss.insert([{ name: 'deliveries', data: {}, startAfter: '1' }]);
    expect(await boss.fetch('deliveries')).toEqual([]);
    await until(async () => (await boss.fetch('deliveries')).length === 1);
  });

  test('runs a job again if its process died', async () => {
    const boss = bossOn(database.db);
    await boss.insert([{ name: 'deliveries', data: {}, expireInSeconds: 1 }, ...numbered(1)]);
    const taken = await boss.fetch('deliveries', { batchSize: 2 });
    expect(taken).toHaveLength(2);
    // One has had its time; the other is taken up when the database is opened again.
    await until(async () => {
      await boss.expire();
      return (
        rowsOf(await database.db.execute(sql`select 1 from jobs.job where state = 'retry'`)).length === 1
      );
    });
    await takeUpAgain(database.db);
    const again = new Set<string>();
    await until(async () => {
      for (const { id } of await boss.fetch('deliveries', { batchSize: 2 })) again.add(id);
      return again.size === 2;
    });
    expect(again).toEqual(new Set(taken.map(({ id }) => id)));
  });
});

test('a job that fails is done again later, in one transaction with what it tells', async () => {
  const database = await openInMemory();
  const { secrets, accountId } = await database.exclusively(bootstrap);
  await database.exclusively(installQueues);
  const { db } = database;
  const logged: string[] = [];
  const jobs = createJobs({
    db,
    secrets,
    log: (entry) => logged.push(textOf(entry)),
    types: registry.jobs,
    deliver: createDelivery(() => true, registry.versions),
  });
  jobs.start();
  const scope = { accountId, livemode: false };
  const [id, createdAt] = ['re_late', new Date()];
  const due = { ...scope, clock: null, dueAt: createdAt, name: 'settle_refund', objectId: id, origin: null };
  await db.transaction((tx) => addDueWork(tx, [due]));
  jobs.wake();
  await until(() => logged.some((line) => line.includes(`settle_refund ${id}`)));
  expect(await db.$count(events)).toBe(0);
  const body = { id, object: 'refund', status: 'pending' } as Stripe.Refund;
  await db.insert(refunds).values({ ...scope, id, createdAt, body, chargeId: 'ch_any' });
  await until(async () => (await db.select().from(refunds))[0]?.body.status === 'succeeded');
  expect((await db.select().from(events)).map(({ type }) => type).sort()).toEqual([
    'charge.refund.updated',
    'refund.updated',
  ]);
  await jobs.stop();
  expect(await db.$count(dueWork)).toBe(0);
  await database.close();
});

describe('after kill -9', () => {
  test('every event is delivered, in the order of its object', THOROUGH, async () => {
    const receiver = await receive();
    const first = await startCommand();
    await listen(officialClient(first), receiver);
    const written: string[] = [];
    const writers = Array.from({ length: 8 }, async () => {
      const stripe = officialClient(first);
      for (;;) {
        const { id } = await stripe.customers.create({ name: '0' }, { maxNetworkRetries: 0 });
        written.push(`${id} 0`);
        await stripe.customers.update(id, { name: '1' }, { maxNetworkRetries: 0 });
        written.push(`${id} 1`);
      }
    });
    // Some were sent before it dies, some are on their way, and some are not.
    await until(() => receiver.received.length > 10);
    receiver.answer = () => 'silence';
    await until(() => written.length > 100);
    first.child.kill('SIGKILL');
    await Promise.allSettled(writers);
    receiver.answer = () => 200;
    const second = await startCommand([], first.cwd);
    const arrived = () => receiver.received.map(({ event }) => describeCustomer(event));
    await until(() => {
      const all = new Set(arrived());
      return written.every((change) => all.has(change));
    });
    const inOrder = arrived();
    for (const change of written.filter((text) => text.endsWith('1'))) {
      expect(inOrder.indexOf(change.replace(/1$/, '0'))).toBeLessThan(inOrder.indexOf(change));
    }
    for await (const event of officialClient(second).events.list({ limit: 100 })) {
      expect(event.pending_webhooks).toBe(0);
    }
  });
});

const describeCustomer = ({ data }: Stripe.Event) => {
  const { id, name } = data.object as Stripe.Customer;
  return `${id} ${name}`;
};

describe('--forward-to', () => {
  test('sends all events there, signed with a secret that stays', THOROUGH, async () => {
    const [first, second] = [await receive(), await receive()];
    const sandbox = await startCommand(['--forward-to', first.url]);
    first.secret = sandbox.webhookSecret;
    second.secret = sandbox.webhookSecret;
    await officialClient(sandbox).customers.create();
    await until(() => first.received.length === 1);
    sandbox.child.kill('SIGINT');
    await sandbox.exited;
    const again = await startCommand(['--forward-to', second.url], sandbox.cwd);
    expect(again.webhookSecret).toBe(sandbox.webhookSecret);
    expect((await officialClient(again).webhookEndpoints.list()).data).toMatchObject([
      { url: second.url, enabled_events: ['*'], status: 'enabled' },
    ]);
    await officialClient(again).customers.create();
    await until(() => second.received.length === 1);
    expect(first.received).toHaveLength(1);
    expect(again.output.stderr).not.toContain('whsec_');
  });

  test('takes only an HTTP address', async () => {
    await expect(start({ forwardTo: 'localhost:3000/webhook' })).rejects.toThrow('https:// or http://');
  });
});

test('a graceful stop waits for what is on its way, and a start has the rest', async () => {
  const dataDir = temporaryDirectory();
  const first = await start({ memory: false, dataDir });
  const receiver = await receive();
  let answer = (_: number) => {};
  receiver.answer = () => new Promise<number>((resolve) => (answer = resolve));
  await listen(officialClient(first), receiver);
  const { id } = await officialClient(first).customers.create({ name: '0' });
  await officialClient(first).customers.update(id, { name: '1' });
  await until(() => receiver.attempts.length === 1);
  receiver.answer = () => 200;
  const closed = first.close();
  answer(200);
  await closed;
  const second = await start({ memory: false, dataDir });
  await until(() => receiver.received.length === 2);
  expect(receiver.attempts).toHaveLength(2);
  await second.close();
});

const binaries = newestBinaries();

describe.skipIf(!binaries)('on PostgreSQL', THOROUGH, () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let sandboxes: Sandbox[];
  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '');
    const options = { memory: false, databaseUrl: cluster.url };
    sandboxes = await Promise.all([start(options), start(options)]);
  });
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await cluster.stop();
  });

  test('two processes deliver each event once, in the order of its object', async () => {
    const receiver = await receive();
    const clients = sandboxes.map((sandbox) => officialClient(sandbox)) as [Stripe, Stripe];
    await listen(clients[0], receiver);
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const { id } = await clients[0].customers.create({ name: '0' });
        for (let name = 1; name < 4; name++) {
          await (clients[name % 2] as Stripe).customers.update(id, { name: String(name) });
        }
      }),
    );
    const pending = async () => (await clients[0].events.list({ delivery_success: false })).data.length;
    await until(async () => (await pending()) === 0);
    expect(receiver.attempts).toHaveLength(120);
    expect(new Set(receiver.attempts.map(({ id }) => id)).size).toBe(120);
    const names = new Map<string, string>();
    for (const { data } of receiver.attempts) {
      const { id, name } = data.object as Stripe.Customer;
      names.set(id, `${names.get(id) ?? ''}${name}`);
    }
    expect([...names.values()]).toEqual(Array.from({ length: 30 }, () => '0123'));
    for await (const { id } of clients[0].webhookEndpoints.list()) await clients[0].webhookEndpoints.del(id);
  });

  test('two processes take each job once', async () => {
    // Where no sandbox takes them.
    const maker = await openPostgres(cluster.url);
    await maker.db.execute(sql`create database jobs`);
    await maker.close();
    const url = cluster.url.replace(/postgres$/, 'jobs');
    const databases = await Promise.all([openPostgres(url), openPostgres(url)]);
    await Promise.all(databases.map((database) => database.exclusively(installQueues)));
    const bosses = databases.map(({ db }) => bossOn(db));
    const done: number[] = [];
    const workers = bosses.map((boss) =>
      createWorker<Numbered>(boss, 'deliveries', 5, async ({ id, data }) => {
        done.push(data.number);
        await boss.deleteJob('deliveries', id);
      }),
    );
    await bosses[0]?.insert(numbered(300));
    for (const worker of workers) worker.look();
    await until(() => done.length === 300);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(new Set(done).size).toBe(300);
    await Promise.all(databases.map((database) => database.close()));
  });

  /** Has what the processes of the cluster have in hand be half a minute old. */
  async function halfAMinuteLater(): Promise<void> {
    const { db, close } = await openPostgres(cluster.url);
    await db.execute(
      sql`update jobs.job set started_on = started_on - interval '30 s' where state = 'active'`,
    );
    await db.execute(sql`update webhook_deliveries set claimed_until = claimed_until - interval '30 s'`);
    await close();
  }

  test('a process that dies leaves its deliveries to the others', async () => {
    const receiver = await receive();
    receiver.answer = () => 'silence';
    const first = await startCommand([], undefined, cluster.url);
    await listen(officialClient(first), receiver);
    await officialClient(first).customers.create({ name: 'survivor' });
    await until(() => receiver.attempts.length === 1);
    first.child.kill('SIGKILL');
    await first.exited;
    receiver.answer = () => 200;
    await halfAMinuteLater();
    const second = await startCommand([], undefined, cluster.url);
    await until(() => receiver.received.length === 1);
    expect((await officialClient(second).events.list({ limit: 1 })).data[0]?.pending_webhooks).toBe(0);
  });
});

const rowsOf = (result: unknown) => (result as { rows: unknown[] }).rows;
