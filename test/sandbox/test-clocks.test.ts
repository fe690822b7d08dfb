/** Time that tests turn themselves: what waits for it is done in the order of its time, and once. */
import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootstrap } from '../../sandbox/src/api-keys/bootstrap.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { onClock } from '../../sandbox/src/kernel/clocks/clock.js';
import { testClocks } from '../../sandbox/src/kernel/clocks/table.js';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { dueWork } from '../../sandbox/src/kernel/due/table.js';
import { textOf } from '../../sandbox/src/kernel/http/log.js';
import { installQueues } from '../../sandbox/src/kernel/jobs/boss.js';
import { createJobs, type Jobs } from '../../sandbox/src/kernel/jobs/jobs.js';
import type { JobType, Work } from '../../sandbox/src/kernel/scope.js';
import { inTransaction, onWallClock } from '../../sandbox/src/kernel/transaction.js';
import { events } from '../../sandbox/src/resources/events/table.js';
import { advance, advancing, createClock, remove } from '../../sandbox/src/resources/test-clocks/clocks.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';
import { until } from './receiver.js';

const NEW_YEAR = Date.UTC(2031, 0, 1) / 1000;
const DAY = 24 * 3600;

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
  let jobs: Jobs;
  let means: Parameters<typeof inTransaction>[0];
  let scope: { accountId: string; livemode: boolean };
  let logged: string[];
  /** Each job that ran: its object, and the time that it was told. */
  let done: string[];
  let fail: (id: string) => void;

  const chime: JobType = {
    name: 'chime',
    async run(work, id) {
      fail(id);
      done.push(`${id} ${(work.now.getTime() / 1000 - NEW_YEAR) / DAY}`);
      work.outbox.emit('test_helpers.test_clock.created', { id, object: 'chime' });
      // A daily chime goes on for ever.
      if (id === 'daily') work.outbox.later(chime, id, DAY);
    },
  };

  beforeAll(async () => {
    database = await openInMemory();
    const { secrets, accountId } = await database.exclusively(bootstrap);
    await database.exclusively(installQueues);
    scope = { accountId, livemode: false };
    logged = [];
    jobs = createJobs({
      db: database.db,
      secrets,
      log: (entry) => logged.push(textOf(entry)),
      types: [chime, advancing],
      deliver: async () => {},
    });
    means = { db: database.db, secrets, jobs };
    jobs.start();
  });
  afterAll(async () => {
    await jobs.stop();
    await database.close();
  });

  const within = <Result>(run: (work: Work) => Promise<Result>) => inTransaction(means, scope, run);

  const makeClock = () =>
    within((work) => createClock(work, { frozenTime: NEW_YEAR, name: null, customer: undefined }));

  const arrived = (id: string) =>
    until(async () => {
      const [row] = await database.db.select().from(testClocks).where(eq(testClocks.id, id));
      return row?.body.status === 'ready';
    });

  test('is done in the order of its time, each at the moment at which it was due', async () => {
    [done, fail] = [[], () => {}];
    const { id } = await makeClock();
    await within(async (work) => {
      const on = await onClock(work, id);
      on.outbox.later(chime, 'third', 3 * DAY);
      on.outbox.later(chime, 'second', new Date((NEW_YEAR + 2.5 * DAY) * 1000));
      on.outbox.later(chime, 'daily', DAY);
      on.outbox.later(chime, 'too late', 5 * DAY);
    });
    expect(done).toEqual([]);
    await within((work) => advance(work, id, NEW_YEAR + 4 * DAY));
    await arrived(id);
    expect(done).toEqual(['daily 1', 'daily 2', 'second 2.5', 'third 3', 'daily 3', 'daily 4']);
    const written = await database.db.select().from(events).where(eq(events.objectId, 'second'));
    expect(written.map(({ createdAt }) => createdAt.getTime() / 1000)).toEqual([NEW_YEAR + 2.5 * DAY]);
    await within((work) => remove(work, id));
    expect(await database.db.$count(dueWork, eq(dueWork.clock, id))).toBe(0);
  });

  test('that fails stops the clock before it, and goes on from there without doing anything twice', async () => {
    let failures = 0;
    done = [];
    fail = (id) => {
      if (id === 'hard' && failures++ < 2) throw new Error('not yet');
    };
    const { id } = await makeClock();
    await within(async (work) => {
      const on = await onClock(work, id);
      for (const [index, name] of ['before', 'hard', 'after'].entries())
        on.outbox.later(chime, name, (index + 1) * DAY);
    });
    await within((work) => advance(work, id, NEW_YEAR + 4 * DAY));
    await arrived(id);
    expect(done).toEqual(['before 1', 'hard 2', 'after 3']);
    expect(logged.filter((line) => line.includes('not yet'))).toHaveLength(2);
  });

  test('leaves the objects of a clock alone while the clock is advanced', async () => {
    [done, fail] = [[], () => {}];
    const { id } = await makeClock();
    await within((work) =>
      advance(work, id, NEW_YEAR + DAY).then(async () => {
        await expect(onClock(work, id)).rejects.toThrow('advancement underway');
      }),
    );
    await arrived(id);
    await expect(within((work) => advance(work, id, NEW_YEAR))).rejects.toThrow('after the current');
  });

  test('of the wall clock is done at its own time, though a clock has asked for it', async () => {
    [done, fail] = [[], () => {}];
    const { id } = await makeClock();
    await within(async (work) => onWallClock(await onClock(work, id)).outbox.later(chime, 'wall', 0));
    await until(() => done.length === 1);
    expect(Number(done[0]?.split(' ')[1])).toBeLessThan(0);
  });
});
