import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import type { Outbox, Work } from '../../sandbox/src/kernel/scope.js';
import { maturity } from '../../sandbox/src/resources/balance/available.js';
import { balanceOf } from '../../sandbox/src/resources/balance/balance.js';
import { payableOn, record } from '../../sandbox/src/resources/balance/ledger.js';
import { start } from './harness.js';
import { eventsOf, officialClient, ownAccount } from './official.js';

let sandbox: Sandbox;
let database: OpenDatabase;
beforeAll(async () => {
  sandbox = await start();
  database = await openInMemory();
  await database.db.execute(sql`insert into accounts (id, created_at) values ('acct_a', now())`);
});
afterAll(async () => {
  await sandbox.close();
  await database.close();
});

interface Later {
  id: string;
  seconds: number;
}

/** Work on the database at a time, which notes its events and its jobs. */
function workAt(now: Date): Work & { events: string[]; jobs: Later[] } {
  const events: string[] = [];
  const jobs: Later[] = [];
  const outbox = {
    emit: (type: string) => void events.push(type),
    later: (_: object, id: string, seconds: number) => void jobs.push({ id, seconds }),
  } as unknown as Outbox;
  return { accountId: 'acct_a', livemode: false, db: database.db, now, outbox, events, jobs } as never;
}

const earned = (work: Work, amount: number, currency: string) =>
  record(work, {
    type: 'charge',
    category: 'charge',
    source: 'ch_1',
    amount,
    currency,
    availableOn: payableOn(work.now),
  });

const amounts = async (now: Date, currency: string) => {
  const { available, pending } = await balanceOf(workAt(now));
  const of = (part: { amount: number; currency: string }[]) =>
    part.find((one) => one.currency === currency)?.amount;
  return { available: of(available), pending: of(pending) };
};

const HOUR_MS = 3_600_000;
const after = (now: Date, hours: number) => new Date(now.getTime() + hours * HOUR_MS);

test('pending money becomes available as time passes, and a job reports it', async () => {
  const monday = new Date('2026-11-30T12:00:00Z');
  const work = workAt(monday);
  await earned(work, 1000, 'usd');
  await earned(work, 500, 'usd');
  expect(work.jobs).toEqual([{ id: 'usd', seconds: 36 * 3600 }]);
  expect(await amounts(after(monday, 35), 'usd')).toEqual({ available: 0, pending: 1500 });
  const wednesday = after(monday, 36);
  expect(await amounts(wednesday, 'usd')).toEqual({ available: 1500, pending: 0 });

  const early = workAt(after(monday, 35));
  await maturity.run(early, 'usd');
  expect(early.events).toEqual([]);
  const due = workAt(wednesday);
  await maturity.run(due, 'usd');
  expect(due.events).toEqual(['balance.available']);
  const again = workAt(wednesday);
  await maturity.run(again, 'usd');
  expect(again.events).toEqual([]);
  expect(await amounts(wednesday, 'usd')).toEqual({ available: 1500, pending: 0 });
});

test('a balance is read from as many rows as there are pending days, whatever the length of the ledger', async () => {
  const rows = async () =>
    (
      (await database.db.execute(
        sql`select count(*)::int as count from balances where currency = 'eur'`,
      )) as unknown as { rows: [{ count: number }] }
    ).rows[0].count;
  const first = new Date('2026-12-07T00:00:00Z');
  for (let hour = 0; hour < 48; hour++) {
    const work = workAt(after(first, hour));
    await earned(work, 100, 'eur');
    for (const { id } of work.jobs) await maturity.run(workAt(payableOn(after(work.now, -72))), id);
  }
  expect(await rows()).toBeLessThanOrEqual(3);
  expect(await amounts(after(first, 96), 'eur')).toEqual({ available: 4800, pending: 0 });
});

test('a payment is pending, or with the test card for it available at once, which is an event', async () => {
  const shop = await ownAccount(sandbox);
  const none = { amount: 0, currency: 'usd', source_types: { card: 0 } };
  const nothing = { object: 'balance', livemode: false, connect_reserved: [none], instant_available: [none] };
  expect(await shop.balance.retrieve()).toMatchObject({ ...nothing, available: [none], pending: [none] });
  const pay = (source: string, currency: string) => shop.charges.create({ amount: 1000, currency, source });
  await pay('tok_visa', 'usd');
  expect(await eventsOf(shop, 'balance')).toEqual([]);
  await pay('tok_bypassPending', 'usd');
  await pay('tok_bypassPending', 'eur');
  const { available, pending, instant_available } = await shop.balance.retrieve();
  const both = [
    { amount: 941, currency: 'eur' },
    { amount: 941, currency: 'usd' },
  ];
  expect(available).toMatchObject(both);
  expect(instant_available).toMatchObject(both);
  expect(pending).toMatchObject([
    { amount: 0, currency: 'eur' },
    { amount: 941, currency: 'usd' },
  ]);
  const { data } = await shop.events.list({ type: 'balance.available' });
  expect(data.map((event) => event.data.object)[0]).toMatchObject({ object: 'balance', available });
});

test('payments at once are all in the balance', async () => {
  const shop = await ownAccount(sandbox);
  await Promise.all(
    Array.from({ length: 20 }, () =>
      shop.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa' }),
    ),
  );
  expect((await shop.balance.retrieve()).pending).toMatchObject([{ amount: 20 * 941 }]);
  expect((await officialClient(sandbox).balance.retrieve()).object).toBe('balance');
});
