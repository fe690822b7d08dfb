import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { redactAnswers } from '../../kernel/http/idempotency.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { ownedBy, ownRow } from '../../kernel/store/owner.js';
import { redactRequests } from '../../request-log/index.js';
import { events } from '../events/index.js';
import { forgetResponses } from '../webhook-deliveries/index.js';
import { redacted, redactedReport, redactedSession } from './redacted.js';
import { reports } from './report.js';
import { cancel, change, sessions, wasRedacted } from './sessions.js';
import { verificationReports } from './table.js';

type Session = Stripe.Identity.VerificationSession;

/** Time that a redaction takes. In live mode that is up to four days. The log of requests is written in the meantime. */
const REDACTED_AFTER_SECONDS = 3;

/** Begins to remove what is known of a person, for good. */
export async function beginRedaction(work: Work, id: string): Promise<Session> {
  const row = await sessions.lock(work, id);
  const { redaction: before, status } = row.body;
  if (before) throw wasRedacted(id);
  if (status !== 'requires_input' && status !== 'verified')
    throw invalidRequest(
      `VerificationSession ${id} can't be redacted while its status is ${status}: it has to be requires_input or verified.`,
    );
  const body: Session = { ...row.body, redaction: { status: 'processing' } };
  work.outbox.later(redaction, id, REDACTED_AFTER_SECONDS);
  return status === 'requires_input'
    ? cancel(work, { ...row, body })
    : (await change(work, row, { body })).body;
}

/** The job that removes what is known of a person, wherever it was noted. */
export const redaction: JobType = {
  name: 'redact_identity',
  async run(work, id) {
    const row = await sessions.lock(work, id);
    const body = redactedSession({ ...row.body, redaction: { status: 'redacted' } });
    await change(work, row, { body, outputs: row.outputs && redacted(row.outputs), submission: null });
    await redactReports(work, id);
    const causes = await redactEvents(work, id);
    const requests = await redactRequests(work, { since: row.createdAt, path: id, ids: causes });
    await redactAnswers(work, [...causes, ...requests]);
    work.outbox.emit('identity.verification_session.redacted', body);
  },
};

async function redactReports(work: Work, sessionId: string): Promise<void> {
  const mine = and(ownedBy(work, verificationReports), eq(verificationReports.sessionId, sessionId));
  const found = await work.db.select().from(verificationReports).where(mine);
  for (const { id, body, sensitive } of found)
    await reports.replace(work, id, { body: redactedReport(body), sensitive: redacted(sensitive) });
}

/** Redacts the session in its events. Returns the requests that caused them. */
async function redactEvents(work: Work, sessionId: string): Promise<string[]> {
  const mine = and(ownedBy(work, events), eq(events.objectId, sessionId));
  const found = await work.db.select().from(events).where(mine);
  for (const { data, id } of found)
    await work.db
      .update(events)
      .set({ data: { ...data, object: redactedSession(data.object as Session) } })
      .where(ownRow(work, events, id));
  await forgetResponses(
    work,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ requestId }) => requestId ?? []);
}
