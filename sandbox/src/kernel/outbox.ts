import type { Database } from './db/database.js';
import { textStatement } from './db/statement.js';
import { newId } from './ids.js';
import { DELIVERY, type Job, type JobQueue } from './jobs/queue.js';
import type { EventType, Outbox, Scope } from './scope.js';

/** The request that caused the events. A job has none. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

interface NewEvent {
  id: string;
  type: EventType;
  object_id: string;
  data: { object: object; previous_attributes?: object };
}

export function createOutbox(
  { accountId, livemode }: Scope,
  now: Date,
  cause: Cause,
  jobs: JobQueue,
): Outbox {
  const events: NewEvent[] = [];
  const later: { job: Job; seconds: number }[] = [];

  async function write(db: Database): Promise<{ endpoint_id: string; object_id: string }[]> {
    if (events.length === 0) return [];
    const { requestId, idempotencyKey } = cause;
    const values = [
      JSON.stringify(events),
      accountId,
      livemode,
      now.toISOString(),
      requestId,
      idempotencyKey,
    ];
    return writeEvents(db, values);
  }

  return {
    emit(type, object, previous) {
      const data = { object, ...(previous && { previous_attributes: previous }) };
      events.push({ id: newId('evt'), type, object_id: object.id ?? object.object, data });
    },
    later({ name }, id, seconds) {
      later.push({ job: { name, id }, seconds });
    },
    deliver(endpointId, objectId) {
      later.push(delivery(endpointId, objectId));
    },
    async flush(db) {
      const deliveries = await write(db);
      const streams = new Map(deliveries.map((row) => [`${row.endpoint_id} ${row.object_id}`, row]));
      for (const { endpoint_id, object_id } of streams.values()) later.push(delivery(endpoint_id, object_id));
      if (later.length > 0) await jobs.enqueue(db, { accountId, livemode }, later);
      return later.some(({ seconds }) => seconds === 0);
    },
  };
}

const delivery = (endpointId: string, objectId: string) => ({
  job: { name: DELIVERY, id: `${endpointId} ${objectId}` },
  seconds: 0,
});

/** Writes events, and for each endpoint that listens a delivery that is still to be made. */
const writeEvents = textStatement(
  'write_events',
  `with given as (
    select row_number() over () as position, given.* from json_to_recordset($1::json)
      as given(id text, type text, object_id text, data json)
  ), written as (
    insert into events (id, account_id, livemode, created_at, type, object_id, data, request_id, idempotency_key)
    select id, $2, $3, $4, type, object_id, data, $5, $6 from given order by position
  )
  insert into webhook_deliveries (id, account_id, livemode, created_at, event_id, endpoint_id, object_id, status)
  select replace(given.id, 'evt_', 'whd_') || '_' || endpoint.seq, $2, $3, $4, given.id, endpoint.id,
    given.object_id, 'pending'
  from given join webhook_endpoints endpoint on endpoint.account_id = $2 and endpoint.livemode = $3
    and endpoint.listens_to && array[given.type, '*']
  order by given.position
  returning endpoint_id, object_id`,
);
