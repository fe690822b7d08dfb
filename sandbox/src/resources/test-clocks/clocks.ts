import type Stripe from 'stripe';
import { underway } from '../../kernel/clocks/clock.js';
import { testClocks as table } from '../../kernel/clocks/table.js';
import { selection } from '../../kernel/db/statement.js';
import { forgetDueWork } from '../../kernel/due/queue.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { ClockJobType, JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { onClockAt } from '../../kernel/transaction.js';
import { deleteCustomersOf, putOnClock } from '../customers/index.js';
import { latestTimeFor } from '../subscriptions/index.js';

export const clocks = documents(table, 'test_clock');

const lockRow = selection(table, { lock: 'update' });

type Clock = Stripe.TestHelpers.TestClock;

const DAY = 24 * 3600;
/** Time after which a test clock is deleted, in seconds. */
const KEPT_FOR = 30 * DAY;
/** Longest advance of a test clock, in seconds. */
const LONGEST_ADVANCE = 2 * 366 * DAY;

export interface ClockStart {
  frozenTime: number;
  name: string | null;
  /** An existing customer that lives by it from now on. */
  customer: string | undefined;
}

/** Creates a test clock, which stands still at a time. */
export async function createClock(work: Work, start: ClockStart): Promise<Clock> {
  const body: Clock = {
    id: newId('clock'),
    object: 'test_helpers.test_clock',
    created: seconds(work.now),
    deletes_after: seconds(work.now) + KEPT_FOR,
    frozen_time: start.frozenTime,
    livemode: work.livemode,
    name: start.name,
    status: 'ready',
    status_details: {},
  };
  await clocks.insert(work, { id: body.id, body });
  work.outbox.emit('test_helpers.test_clock.created', body);
  work.outbox.later(removal, body.id, KEPT_FOR);
  if (start.customer)
    await putOnClock(onClockAt(work, body.id, new Date(body.frozen_time * 1000)), start.customer);
  return body;
}

/**
 * Begins to advance a test clock. The job does the rest.
 *
 * @throws ApiError 400 for a time that is not later, or too late, and while it is being advanced.
 */
export async function advance(work: Work, id: string, target: number): Promise<Clock> {
  const { body } = await clocks.lock(work, id, 'id');
  if (body.status !== 'ready') throw underway();
  if (target <= body.frozen_time) {
    throw invalidRequest('The frozen time must be after the current frozen time of the test clock.', {
      param: 'frozen_time',
    });
  }
  await refuseTooFar(work, body, target);
  const after = await change(work, body, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: target } },
  });
  work.outbox.emit('test_helpers.test_clock.advancing', after);
  work.outbox.later(advancing, id, 0);
  return after;
}

async function refuseTooFar(work: Work, { frozen_time: now, id }: Clock, target: number): Promise<void> {
  const latest = await latestTimeFor(work, id, now);
  if (target <= (latest ?? now + LONGEST_ADVANCE)) return;
  throw invalidRequest(
    latest === undefined
      ? 'A test clock can be advanced by at most two years at a time. Advance it in several steps.'
      : 'Cannot advance test clock more than two intervals from its current frozen time, based on the shortest subscription ' +
          `interval on it: until ${latest}. Advance it in several steps.`,
    { param: 'frozen_time' },
  );
}

/**
 * The job that advances a test clock to the next times at which something is due, and does that in the same transaction.
 * It is added again until the clock has arrived: a process that dies leaves the clock between two transactions.
 */
export const advancing: ClockJobType = {
  name: 'advance_test_clock',
  async run(work, id, runOn) {
    const body = (await lockRow(work, id))?.body;
    const target = body?.status_details.advancing?.target_frozen_time;
    if (!body || target === undefined) return;
    const reached = await runOn(work, id, new Date(target * 1000));
    if (!reached) return arrive(work, body, target);
    const frozenTime = Math.max(body.frozen_time, seconds(reached));
    if (frozenTime > body.frozen_time) await change(work, body, { frozen_time: frozenTime });
    work.outbox.later(advancing, id, 0);
  },
};

async function arrive(work: Work, body: Clock, target: number): Promise<void> {
  const after = await change(work, body, { frozen_time: target, status: 'ready', status_details: {} });
  work.outbox.emit('test_helpers.test_clock.ready', after);
}

async function change(work: Work, before: Clock, changed: Partial<Clock>): Promise<Clock> {
  const after = { ...before, ...changed };
  await clocks.replace(work, before.id, { body: after });
  return after;
}

/** Deletes a test clock with its customers, all that is theirs, and all that was still due. */
export async function remove(
  work: Work,
  id: string,
): Promise<{ id: string; object: 'test_helpers.test_clock'; deleted: true }> {
  const { body } = await clocks.lock(work, id, 'id');
  await deleteCustomersOf(onClockAt(work, id, new Date(body.frozen_time * 1000)), id);
  await forgetDueWork(work, id);
  await clocks.remove(work, id);
  work.outbox.emit('test_helpers.test_clock.deleted', body);
  return { id, object: 'test_helpers.test_clock', deleted: true };
}

/** The job that deletes a test clock after a month. */
export const removal: JobType = {
  name: 'delete_test_clock',
  async run(work, id) {
    if (await clocks.load(work, id)) await remove(work, id);
  },
};
