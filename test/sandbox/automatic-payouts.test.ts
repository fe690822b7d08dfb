/** Payouts by the schedule of an account, on days that the test sets. */
import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { dueWork } from '../../sandbox/src/kernel/due/table.js';
import type { Outbox, Work } from '../../sandbox/src/kernel/scope.js';
import type { Secrets } from '../../sandbox/src/kernel/secrets.js';
import { automaticPayout, isPayoutDay } from '../../sandbox/src/resources/payouts/automatic.js';
import { start, temporaryDirectory, withDatabase } from './harness.js';
import { activeAccount, officialClient, VERIFIED } from './official.js';

const secrets = { bankFingerprint: () => 'fingerprint' } as unknown as Secrets;

/** Runs the job of an account on a day. Returns the events and the jobs that it leaves. */
async function onDay(dataDir: string, accountId: string, now: Date) {
  const events: string[] = [];
  const jobs: { name: string; seconds: number }[] = [];
  const outbox = {
    emit: (type: string) => void events.push(type),
    later: ({ name }: { name: string }, _: string, seconds: number) => void jobs.push({ name, seconds }),
  } as unknown as Outbox;
  await withDatabase(dataDir, (db) =>
    automaticPayout.run({ accountId, livemode: false, db, now, outbox, secrets } as Work, 'usd'),
  );
  return { events, jobs };
}

/** Works with a sandbox on a directory, and ends it. */
async function withSandbox<Result>(
  dataDir: string,
  work: (stripe: Stripe, of: (account: string) => Stripe) => Promise<Result>,
): Promise<Result> {
  const sandbox = await start({ memory: false, dataDir });
  const of = (stripeAccount: string) => officialClient(sandbox, sandbox.secretKey, { stripeAccount });
  try {
    return await work(officialClient(sandbox), of);
  } finally {
    await sandbox.close();
  }
}

const schedule = (interval: 'daily' | 'manual' | 'weekly') => ({
  settings: {
    ...VERIFIED.settings,
    payouts: { schedule: { interval, ...(interval === 'weekly' && { weekly_anchor: 'friday' as const }) } },
  },
});

const tomorrow = () => new Date(Date.now() + 24 * 3600 * 1000);

test('a schedule pays out all that can be used, in one payout that says what went into it', async () => {
  const dataDir = temporaryDirectory();
  const { id, charge, pending } = await withSandbox(dataDir, async (stripe, of) => {
    const account = await activeAccount(stripe, schedule('daily'));
    const pay = (source: string) => of(account.id).charges.create({ amount: 2000, currency: 'usd', source });
    return { id: account.id, charge: await pay('tok_bypassPending'), pending: await pay('tok_visa') };
  });
  const { events, jobs } = await onDay(dataDir, id, tomorrow());
  expect(events).toEqual(['payout.created']);
  expect(jobs.map(({ name }) => name)).toEqual(['send_payout']);
  expect((await onDay(dataDir, id, tomorrow())).events).toEqual([]);

  await withSandbox(dataDir, async (_, of) => {
    const client = of(id);
    const [payout, ...others] = (await client.payouts.list()).data as [Stripe.Payout];
    expect(others).toEqual([]);
    expect(payout).toMatchObject({ amount: 1912, automatic: true, reconciliation_status: 'in_progress' });
    const { data } = await client.balanceTransactions.list({ payout: payout.id });
    expect(data.map(({ source }) => source).sort()).toEqual([charge.id, payout.id].sort());
    expect((await client.balance.retrieve()).pending).toMatchObject([{ amount: 1912 }]);
    expect(pending.balance_transaction).toBeTruthy();
  });
});

test('a manual schedule pays out nothing, and a platform is never paid out automatically', async () => {
  const dataDir = temporaryDirectory();
  const [seller, platform] = await withSandbox(dataDir, async (stripe, of) => {
    const account = await activeAccount(stripe, schedule('manual'));
    const money = { amount: 2000, currency: 'usd', source: 'tok_bypassPending' };
    await of(account.id).charges.create(money);
    await stripe.charges.create(money);
    return [account.id, (await stripe.accounts.retrieveCurrent()).id];
  });
  for (const id of [seller, platform])
    expect(await onDay(dataDir, id as string, tomorrow())).toEqual({ events: [], jobs: [] });
});

test('money that came on another day of the week waits for the day of the schedule', async () => {
  const dataDir = temporaryDirectory();
  const id = await withSandbox(dataDir, async (stripe, of) => {
    const account = await activeAccount(stripe, schedule('weekly'));
    await of(account.id).charges.create({ amount: 2000, currency: 'usd', source: 'tok_bypassPending' });
    return account.id;
  });
  const thursday = new Date('2099-01-01T06:00:00Z');
  expect(await onDay(dataDir, id, thursday)).toEqual({
    events: [],
    jobs: [{ name: 'automatic_payout', seconds: 18 * 3600 }],
  });
  expect((await onDay(dataDir, id, new Date('2099-01-02T00:00:00Z'))).events).toEqual(['payout.created']);
});

test.each([
  [{ interval: 'daily' }, '2026-11-29', true],
  [{ interval: 'weekly', weekly_anchor: 'monday' }, '2026-11-30', true],
  [{ interval: 'weekly', weekly_anchor: 'monday' }, '2026-12-01', false],
  [{ interval: 'weekly', weekly_payout_days: ['monday', 'tuesday'] }, '2026-12-01', true],
  [{ interval: 'monthly', monthly_anchor: 15 }, '2026-12-15', true],
  [{ interval: 'monthly', monthly_anchor: 15 }, '2026-12-16', false],
  [{ interval: 'monthly', monthly_anchor: 31 }, '2027-02-28', true],
  [{ interval: 'monthly', monthly_anchor: 31 }, '2027-02-27', false],
  [{ interval: 'monthly', monthly_payout_days: [1, 15] }, '2027-02-01', true],
] as const)('%j pays out on %s: %s', (given, day, expected) => {
  expect(isPayoutDay(given as Parameters<typeof isPayoutDay>[0], new Date(`${day}T12:00:00Z`))).toBe(
    expected,
  );
});

test('an account that comes to owe something is looked at the next day, once for a debt', async () => {
  const dataDir = temporaryDirectory();
  const id = await withSandbox(dataDir, async (stripe, of) => {
    const account = await activeAccount(stripe, schedule('manual'));
    for (const amount of [2000, 3000])
      await of(account.id).charges.create({ amount, currency: 'usd', source: 'tok_createDispute' });
    return account.id;
  });
  const waiting = await withDatabase(dataDir, (db) =>
    db
      .select()
      .from(dueWork)
      .where(and(eq(dueWork.account, id), eq(dueWork.name, 'automatic_payout'))),
  );
  expect(waiting.map(({ dueAt, objectId }) => [objectId, dueAt.getUTCHours()])).toEqual([['usd', 0]]);
});
