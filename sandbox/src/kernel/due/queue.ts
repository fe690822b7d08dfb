import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { rowsInsertion, textStatement } from '../db/statement.js';
import type { Scope } from '../scope.js';

/** Work that waits for its time. */
export interface DueWork extends Scope {
  /** The test clock that it waits for; `null` for the wall clock. */
  clock: string | null;
  dueAt: Date;
  name: string;
  objectId: string;
  /** Origin of the platform, as the client reached it by whose request the work was added. */
  origin: string | null;
}

/** Work that was taken out of the queue. */
export type TakenWork = DueWork & { seq: number };

interface Row {
  seq: unknown;
  account: string;
  livemode: boolean;
  clock: string | null;
  due_at: string | Date;
  name: string;
  object_id: string;
  origin: string | null;
}

const addition = rowsInsertion('due_work', [
  'account',
  'livemode',
  'clock',
  'due_at',
  'name',
  'object_id',
  'origin',
]);

/** Adds work to the queue in a transaction: it is there only when that is committed. */
export async function addDueWork(db: Database, all: readonly DueWork[]): Promise<void> {
  await addition(
    db,
    all.map(({ accountId, livemode, clock, dueAt, name, objectId, origin }) => [
      accountId,
      livemode,
      clock,
      dueAt.toISOString(),
      name,
      objectId,
      origin,
    ]),
  );
}

const SHOWN = 'seq, account, livemode, clock, due_at, name, object_id, origin';

/** Takes one row out of the queue. */
const taking = (name: string, next: string) =>
  textStatement(
    name,
    `delete from due_work where seq = (select seq from due_work where ${next}) returning ${SHOWN}`,
  );

// The row is locked for as long as its work is under way: a process that dies gives it back at once.
const nextOnWall = taking(
  'take_due_work',
  'clock is null and due_at <= $1 order by due_at, seq limit 1 for update skip locked',
);

/**
 * Takes the work that has been due for the longest time on the wall clock, and that nobody else is doing. It is back in the
 * queue where the transaction fails.
 */
export async function takeDueWork(tx: Database, now: Date): Promise<TakenWork | undefined> {
  const [row] = await nextOnWall<Row>(tx, [now.toISOString()]);
  return row && taken(row);
}

const nextOnClock = taking(
  'take_due_work_on_clock',
  'account = $1 and livemode = $2 and clock = $3 and due_at <= $4 order by due_at, seq limit 1',
);

/** Takes the work that is due next on a test clock, until a time. The clock has to be locked. */
export async function takeDueWorkOn(
  { db, accountId, livemode }: Scope & { db: Database },
  clock: string,
  until: Date,
): Promise<TakenWork | undefined> {
  const [row] = await nextOnClock<Row>(db, [accountId, livemode, clock, until.toISOString()]);
  return row && taken(row);
}

const taken = (row: Row): TakenWork => ({
  accountId: row.account,
  livemode: row.livemode,
  clock: row.clock,
  dueAt: new Date(row.due_at),
  name: row.name,
  objectId: row.object_id,
  origin: row.origin,
  seq: Number(row.seq),
});

/** Longest time between two attempts, as a power of two, in seconds. */
const MOST_DOUBLINGS = 12;

/** Puts work back that failed, for longer after each failure. */
export async function postponeDueWork(db: Database, { seq }: TakenWork, now: Date): Promise<void> {
  await db.execute(
    sql`update due_work set failures = failures + 1,
      due_at = ${now.toISOString()}::timestamptz + least(2 ^ failures, ${2 ** MOST_DOUBLINGS}) * interval '1 second'
      where seq = ${seq}`,
  );
}

/** Removes all that waits for an account in one mode, or only what waits for one of its test clocks. */
export async function forgetDueWork(
  { db, accountId, livemode }: Scope & { db: Database },
  clock?: string,
): Promise<void> {
  const ofClock = clock === undefined ? sql`` : sql` and clock = ${clock}`;
  await db.execute(
    sql`delete from due_work where account = ${accountId} and livemode = ${livemode}${ofClock}`,
  );
}
