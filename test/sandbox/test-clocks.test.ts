/** Time that tests turn themselves: what waits for it is done in the order of its time, and once. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { onClock } from '../../sandbox/src/kernel/clocks/clock.js';
import { testClocks } from '../../sandbox/src/kernel/clocks/table.js';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInDirectory, openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { openPostgres } from '../../sandbox/src/kernel/db/postgres.js';
import { dueWork } from '../../sandbox/src/kernel/due/table.js';
import { onWallClock } from '../../sandbox/src/kernel/transaction.js';
import { events } from '../../sandbox/src/resources/events/table.js';
import { advance, createClock, remove } from '../../sandbox/src/resources/test-clocks/clocks.js';
import { THOROUGH } from '../thorough.js';
import { DAY, doDueWork } from './chimes.js';
import { newestBinaries, startCluster } from './cluster.js';
import { eventually, start, temporaryDirectory } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';
import { until } from './receiver.js';

const NEW_YEAR = Date.UTC(2031, 0, 1) / 1000;

const dayOf = (time: Date) => (time.getTime() / 1000 - NEW_YEAR) / DAY;

const arrived = (database: OpenDatabase, id: string) =>
  until(async () => {
    const [row] = await database.db.select().from(testClocks).where(eq(testClocks.id, id));
    return row?.body.status === 'ready';
  });

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const ready = (id: string) =>
  eventually(
    () => stripe.testHelpers.testClocks.retrieve(id),
    ({ status }) => status === 'ready',
  );

describe('a test clock', () => {
  test('stands still until it is advanced, and says when it has arrived', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR, name: 'Renewals' });
    expect(clock).toMatchObject({
      object: 'test_helpers.test_clock',
      frozen_time: NEW_YEAR,
      name: 'Renewals',
      status: 'ready',
      status_details: {},
      deletes_after: clock.created + 30 * DAY,
    });
    const target = NEW_YEAR + 40 * DAY;
    const advanced = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: target });
    expect(advanced).toMatchObject({
      frozen_time: NEW_YEAR,
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: target } },
    });
    expect(await ready(clock.id)).toMatchObject({ frozen_time: target, status_details: {} });
    expect(await eventsOf(stripe, clock.id)).toEqual([
      'test_helpers.test_clock.created',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.ready',
    ]);
    const listed = await stripe.testHelpers.testClocks.list({ limit: 1 });
    expect(listed.data).toMatchObject([{ id: clock.id }]);
  });

  test('goes only forward, and at most two years at a time', async () => {
    const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    for (const frozen_time of [NEW_YEAR, NEW_YEAR - 1, NEW_YEAR + 3 * 366 * DAY]) {
      const error = await refusal(stripe.testHelpers.testClocks.advance(id, { frozen_time }));
      expect(error).toMatchObject({ statusCode: 400, param: 'frozen_time' });
    }
    expect((await stripe.testHelpers.testClocks.retrieve(id)).frozen_time).toBe(NEW_YEAR);
  });

  test('gives its time to its customers, which only its own list shows', async () => {
    const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    const customer = await stripe.customers.create({ name: 'Ada', test_clock: id });
    expect(customer).toMatchObject({ created: NEW_YEAR, test_clock: id });
    expect((await stripe.customers.list({ test_clock: id })).data).toMatchObject([{ id: customer.id }]);
    expect((await stripe.customers.list({ limit: 100 })).data).toEqual([]);
    await stripe.testHelpers.testClocks.advance(id, { frozen_time: NEW_YEAR + DAY });
    await ready(id);
    await stripe.customers.update(customer.id, { name: 'Grace' });
    const [updated] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data;
    expect(updated).toMatchObject({ created: NEW_YEAR + DAY, data: { object: { id: customer.id } } });
  });

  test('takes over an existing customer, and has three at most', async () => {
    const existing = await stripe.customers.create();
    const clock = await stripe.testHelpers.testClocks.create({
      customer: existing.id,
      frozen_time: NEW_YEAR,
    });
    expect(await stripe.customers.retrieve(existing.id)).toMatchObject({ test_clock: clock.id });
    const create = () => stripe.customers.create({ test_clock: clock.id });
    await create();
    await create();
    expect(await refusal(create())).toMatchObject({ statusCode: 400, param: 'test_clock' });
    const other = stripe.testHelpers.testClocks.create({ customer: existing.id, frozen_time: NEW_YEAR });
    expect(await refusal(other)).toMatchObject({ statusCode: 400, param: 'customer' });
    expect(await refusal(stripe.customers.create({ test_clock: 'clock_none' }))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'test_clock',
    });
  });

  test('takes its customers with it when it is deleted', async () => {
    const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    const customer = await stripe.customers.create({ test_clock: id });
    const kept = await stripe.customers.create();
    expect(await stripe.testHelpers.testClocks.del(id)).toEqual({
      id,
      object: 'test_helpers.test_clock',
      deleted: true,
    });
    expect((await refusal(stripe.testHelpers.testClocks.retrieve(id))).code).toBe('resource_missing');
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect(await eventsOf(stripe, customer.id)).toEqual(['customer.created', 'customer.deleted']);
    expect(await stripe.customers.retrieve(kept.id)).not.toHaveProperty('deleted');
  });
});

describe('work that is due', () => {
  let database: OpenDatabase;
  let platform: Awaited<ReturnType<typeof doDueWork>>;
  let logged: string[];
  /** Each job that ran: its object, and the day that it was told. */
  let done: string[];
  let fail: (id: string) => void;

  beforeAll(async () => {
    database = await openInMemory();
    logged = [];
    const ring = (id: string, now: Date) => {
      fail(id);
      done.push(`${id} ${dayOf(now)}`);
    };
    platform = await doDueWork(database, ring, (line) => logged.push(line));
  });
  beforeEach(() => {
    [done, fail] = [[], () => {}];
  });
  afterAll(async () => {
    await platform.stop();
    await database.close();
  });

  const makeClock = () =>
    platform.within((work) => createClock(work, { frozenTime: NEW_YEAR, name: null, customer: undefined }));

  test('is done in the order of its time, each at the moment at which it was due', async () => {
    const { id } = await makeClock();
    await platform.within(async (work) => {
      const on = await onClock(work, id);
      on.outbox.later(platform.chime, 'third', 3 * DAY);
      on.outbox.later(platform.chime, 'second', new Date((NEW_YEAR + 2.5 * DAY) * 1000));
      on.outbox.later(platform.chime, 'daily', DAY);
      on.outbox.later(platform.chime, 'too late', 5 * DAY);
    });
    expect(done).toEqual([]);
    await platform.within((work) => advance(work, id, NEW_YEAR + 4 * DAY));
    await arrived(database, id);
    expect(done).toEqual(['daily 1', 'daily 2', 'second 2.5', 'third 3', 'daily 3', 'daily 4']);
    const written = await database.db.select().from(events).where(eq(events.objectId, 'second'));
    expect(written.map(({ createdAt }) => dayOf(createdAt))).toEqual([2.5]);
    await platform.within((work) => remove(work, id));
    expect(await database.db.$count(dueWork, eq(dueWork.clock, id))).toBe(0);
  });

  test('that fails stops the clock before it, and goes on from there without doing anything twice', async () => {
    let failures = 0;
    fail = (id) => {
      if (id === 'hard' && failures++ < 2) throw new Error('not yet');
    };
    const { id } = await makeClock();
    await platform.within(async (work) => {
      const on = await onClock(work, id);
      for (const [index, name] of ['before', 'hard', 'after'].entries())
        on.outbox.later(platform.chime, name, (index + 1) * DAY);
    });
    await platform.within((work) => advance(work, id, NEW_YEAR + 4 * DAY));
    await arrived(database, id);
    expect(done).toEqual(['before 1', 'hard 2', 'after 3']);
    expect(logged.filter((line) => line.includes('not yet'))).toHaveLength(2);
  });

  test('leaves the objects of a clock alone while the clock is advanced', async () => {
    const { id } = await makeClock();
    await platform.within(async (work) => {
      await advance(work, id, NEW_YEAR + DAY);
      await expect(onClock(work, id)).rejects.toThrow('advancement underway');
    });
    await arrived(database, id);
    const back = platform.within((work) => advance(work, id, NEW_YEAR));
    await expect(back).rejects.toThrow('after the current');
  });

  test('of the wall clock is done at its own time, though a clock has asked for it', async () => {
    const { id } = await makeClock();
    await platform.within(async (work) =>
      onWallClock(await onClock(work, id)).outbox.later(platform.chime, 'wall', 0),
    );
    await until(() => done.length === 1);
    expect(Number(done[0]?.split(' ')[1])).toBeLessThan(0);
  });
});

test(
  'after kill -9 in the middle of an advance, the clock goes on where it was, and nothing is done twice',
  THOROUGH,
  async () => {
    const directory = temporaryDirectory();
    const script = fileURLToPath(new URL('advance-and-die.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, directory, `${NEW_YEAR}`, '12']);
    const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const database = await openInDirectory(directory);
    const [clock] = await database.db.select().from(testClocks);
    expect(clock?.body.status).toBe('advancing');
    const reached = (Number(clock?.body.frozen_time) - NEW_YEAR) / DAY;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(12);
    const done: number[] = [];
    const { stop } = await doDueWork(database, (_, now) => done.push(dayOf(now)));
    await arrived(database, String(clock?.id));
    expect(done).toEqual(Array.from({ length: 30 - reached }, (_, index) => reached + 1 + index));
    const written = await database.db.select().from(events).where(eq(events.objectId, 'daily'));
    expect(written.map(({ createdAt }) => dayOf(createdAt)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, index) => 1 + index),
    );
    await stop();
    await database.close();
  },
);

const binaries = newestBinaries();

test.skipIf(!binaries)(
  'two processes on PostgreSQL do each work once, and a clock’s in its order',
  async () => {
    const cluster = await startCluster(binaries ?? '');
    const databases = await Promise.all([openPostgres(cluster.url), openPostgres(cluster.url)]);
    const done: string[] = [];
    const ring = (id: string, now: Date) => void done.push(id === 'daily' ? `daily ${dayOf(now)}` : id);
    const processes = [];
    for (const database of databases) processes.push(await doDueWork(database, ring));
    const [first] = processes as [Awaited<ReturnType<typeof doDueWork>>];
    const names = Array.from({ length: 200 }, (_, index) => `wall ${index}`);
    const { id } = await first.within(async (work) => {
      for (const name of names) work.outbox.later(first.chime, name, 0);
      const clock = await createClock(work, { frozenTime: NEW_YEAR, name: null, customer: undefined });
      (await onClock(work, clock.id)).outbox.later(first.chime, 'daily', DAY);
      return advance(work, clock.id, NEW_YEAR + 30 * DAY);
    });
    await arrived(databases[0] as OpenDatabase, id);
    await until(() => done.length === 230);
    expect(done.filter((one) => one.startsWith('daily'))).toEqual(
      Array.from({ length: 30 }, (_, index) => `daily ${1 + index}`),
    );
    expect(new Set(done).size).toBe(230);
    for (const { stop } of processes) await stop();
    for (const database of databases) await database.close();
    await cluster.stop();
  },
);
