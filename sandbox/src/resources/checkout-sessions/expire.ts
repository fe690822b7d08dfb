import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { requireOpen } from './confirm.js';
import { EXPIRY } from './job-names.js';
import { type Held, holdSession, type Session, saveSession } from './store.js';
import { endAttempt, isAtBank } from './withdraw.js';

/** Time that a customer who is at their bank has to come back, in seconds. */
const BACK_WITHIN = 3600;

/** The job that ends a session that nobody has completed. A payment under way at the bank comes first. */
export const expiry: JobType = {
  ...EXPIRY,
  async run(work, id) {
    const held = await holdSession(work, id);
    const { body, status } = held.row;
    if (status !== 'open' || body.expires_at > seconds(work.now)) return;
    const last = body.expires_at + BACK_WITHIN;
    if (isAtBank(held) && seconds(work.now) < last) work.outbox.later(EXPIRY, id, new Date(last * 1000));
    else await expire(held);
  },
};

/**
 * Ends a session at once.
 *
 * @throws ApiError 400 for one that is complete, or has expired.
 */
export async function expireSession(work: Work, id: string): Promise<Session> {
  const held = await holdSession(work, id, 'session');
  requireOpen(held);
  return expire(held);
}

async function expire(held: Held): Promise<Session> {
  const { work } = held;
  const row = await endAttempt(held);
  const body: Session = { ...row.body, status: 'expired', url: null };
  await saveSession(work, row, { body });
  work.outbox.emit('checkout.session.expired', body);
  return body;
}
