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
  account_id: string;
  type: EventType;
  object_id: string;
  data: { object: object; previous_attributes?: object };
}

/** A job of an account, `seconds` from now at the earliest. */
interface Later {
  accountId: string;
  job: Job;
  seconds: number;
}

/** What a transaction leaves behind, of all accounts that it is about. */
interface Left {
  events: NewEvent[];
  later: Later[];
}

export function createOutbox(
  { accountId, livemode }: Scope,
  now: Date,
  cause: Cause,
  jobs: JobQueue,
): Outbox {
  const left: Left = { events: [], later: [] };

  async function write(db: Database): Promise<Stream[]> {
    if (left.events.length === 0) return [];
    const { requestId, idempotencyKey } = cause;
    const values = [JSON.stringify(left.events), livemode, now.toISOString(), requestId, idempotencyKey];
    return writeEvents(db, values);
  }

  return {
    ...collector(left, accountId),
    async flush(db) {
      const deliveries = await write(db);
      const streams = new Map(deliveries.map((row) => [`${row.endpoint_id} ${row.object_id}`, row]));
      for (const { account_id, endpoint_id, object_id } of streams.values())
        left.later.push({ accountId: account_id, ...delivery(endpoint_id, object_id) });
      for (const account of new Set(left.later.map((one) => one.accountId))) {
        const own = left.later.filter((one) => one.accountId === account);
        await jobs.enqueue(db, { accountId: account, livemode }, own);
      }
      return left.later.some(({ seconds }) => seconds === 0);
    },
  };
}

/** Collects for one of the accounts that a transaction is about. */
function collector(left: Left, accountId: string): Omit<Outbox, 'flush'> {
  const later = (job: Job, seconds: number) => void left.later.push({ accountId, job, seconds });
  return {
    emit(type, object, previous) {
      const data = { object, ...(previous && { previous_attributes: previous }) };
      const object_id = object.id ?? object.object;
      left.events.push({ id: newId('evt'), account_id: accountId, type, object_id, data });
    },
    later: ({ name }, id, seconds) => later({ name, id }, seconds),
    deliver(endpointId, objectId) {
      const { job, seconds } = delivery(endpointId, objectId);
      later(job, seconds);
    },
    of: (account) => collector(left, account),
  };
}

/** The events of an object that an endpoint gets, one after the other. */
interface Stream {
  account_id: string;
  endpoint_id: string;
  object_id: string;
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
      as given(id text, account_id text, type text, object_id text, data json)
  ), written as (
    insert into events (id, account_id, livemode, created_at, type, object_id, data, request_id, idempotency_key)
    select id, account_id, $2, $3, type, object_id, data, $4, $5 from given order by position
  )
  insert into webhook_deliveries (id, account_id, livemode, created_at, event_id, endpoint_id, object_id, status)
  select replace(given.id, 'evt_', 'whd_') || '_' || endpoint.seq, given.account_id, $2, $3, given.id, endpoint.id,
    given.object_id, 'pending'
  from given join webhook_endpoints endpoint on endpoint.account_id = given.account_id and endpoint.livemode = $2
    and endpoint.listens_to && array[given.type, '*']
  order by given.position
  returning account_id, endpoint_id, object_id`,
);
