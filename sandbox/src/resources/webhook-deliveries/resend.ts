import { textStatement } from '../../kernel/db/statement.js';
import type { Work } from '../../kernel/scope.js';

/** Delivers an event to an endpoint at once, whether or not it was delivered before. */
export async function resend(
  work: Work,
  event: { id: string; objectId: string },
  endpoint: { id: string; accountId: string; seq: number },
): Promise<void> {
  const { db, livemode, now, outbox } = work;
  const id = `${event.id.replace('evt_', 'whd_')}_${endpoint.seq}`;
  const values = [id, endpoint.accountId, livemode, now.toISOString(), event.id, work.accountId, endpoint.id];
  await putBack(db, [...values, event.objectId]);
  outbox.deliver(endpoint, event.objectId);
}

// An endpoint has one delivery of an event, whose id is derived from both.
const putBack = textStatement(
  'resend_delivery',
  `insert into webhook_deliveries
    (id, account_id, livemode, created_at, event_id, event_account_id, endpoint_id, object_id, status)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending')
  on conflict (account_id, livemode, id) do update set status = 'pending', next_attempt_at = null`,
);
