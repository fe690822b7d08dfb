import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { errorOf, isEarlyEnd, type Outcome, outcomesOf } from './outcomes.js';
import { outputsOf, report } from './report.js';
import { change, requireInput, type SessionRow, sessions } from './sessions.js';
import type { Submission } from './submission.js';

type Session = Stripe.Identity.VerificationSession;

/** Time that the checks take, so that an integration sees the status `processing`. */
const CHECKED_AFTER_SECONDS = 2;

/** Takes what a person submits. The result comes a moment later, unless they left before there was anything to check. */
export async function submit(work: Work, id: string, submission: Submission): Promise<Session> {
  const { outcome } = submission;
  const row = await sessions.lock(work, id);
  requireInput(row.body, 'submitted');
  requirePossible(row.body, outcome);
  const attempt = row.attempt + 1;
  if (isEarlyEnd(outcome)) return refuse(work, { ...row, attempt }, outcome);
  const body: Session = { ...row.body, last_error: null, status: 'processing' };
  await change(work, row, { attempt, body, submission });
  work.outbox.emit('identity.verification_session.processing', body);
  work.outbox.later(check, id, CHECKED_AFTER_SECONDS);
  return body;
}

/** @throws ApiError 400 for an outcome of a check that the session does not ask for. */
function requirePossible(session: Session, outcome: Outcome): void {
  const possible = outcomesOf(session);
  if (possible.includes(outcome)) return;
  throw invalidRequest(
    `VerificationSession ${session.id} can't end with ${outcome}, by its type and options. It can with: ${possible.join(', ')}.`,
    { param: 'outcome' },
  );
}

/** The job that ends the checks of a submission. */
export const check: JobType = {
  name: 'check_identity',
  async run(work, id) {
    const row = await sessions.lock(work, id);
    const { body, submission } = row;
    if (body.status !== 'processing' || !submission) return;
    const checked = { ...body, last_verification_report: await report(work, body, submission) };
    const done = { ...row, body: checked, submission: null };
    if (submission.outcome === 'verified') await verify(work, done, submission);
    else await refuse(work, done, submission.outcome);
  },
};

async function verify(work: Work, row: SessionRow, submission: Submission): Promise<void> {
  const body: Session = { ...row.body, status: 'verified' };
  await change(work, row, { body, outputs: outputsOf(body, submission), submission: null });
  work.outbox.emit('identity.verification_session.verified', body);
}

/** Lets the person try again, and says why. */
async function refuse(work: Work, row: SessionRow, outcome: Outcome): Promise<Session> {
  const body: Session = { ...row.body, last_error: errorOf(outcome), status: 'requires_input' };
  await change(work, row, { attempt: row.attempt, body, submission: null });
  work.outbox.emit('identity.verification_session.requires_input', body);
  return body;
}
