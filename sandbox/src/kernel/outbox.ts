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
  about: string | null;
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
      const jobsOfStreams = (await write(db)).map((stream) => deliveryOf(stream));
      const distinct = new Map(jobsOfStreams.map((one) => [`${one.accountId} ${one.job.id}`, one]));
      left.later.push(...distinct.values());
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
  const emitter =
    (about: string | null): Outbox['emit'] =>
    (type, object, previous) => {
      const data = { object, ...(previous && { previous_attributes: previous }) };
      const object_id = object.id ?? object.object;
      left.events.push({ id: newId('evt'), account_id: accountId, about, type, object_id, data });
    };
  return {
    emit: emitter(null),
    about: (account) => ({ emit: emitter(account) }),
    later: ({ name }, id, seconds) => later({ name, id }, seconds),
    deliver(endpoint, objectId) {
      const stream = { account_id: endpoint.accountId, endpoint_id: endpoint.id, object_id: objectId };
      left.later.push(deliveryOf({ ...stream, event_account_id: accountId }));
    },
    of: (account) => collector(left, account),
  };
}

/** The events of an object that an endpoint gets, one after the other. */
interface Stream {
  /** The endpoint's account. */
  account_id: string;
  endpoint_id: string;
  /** The account whose object and events they are: the endpoint's own, or one that is connected to it. */
  event_account_id: string;
  object_id: string;
}

const deliveryOf = ({ account_id, endpoint_id, event_account_id, object_id }: Stream): Later => ({
  accountId: account_id,
  job: { name: DELIVERY, id: `${endpoint_id} ${object_id} ${event_account_id}` },
  seconds: 0,
});

/** Writes events, and for each endpoint that listens a delivery that is still to be made. */
const writeEvents = textStatement(
  'write_events',
  `with given as (
    select row_number() over () as position, given.* from json_to_recordset($1::json)
      as given(id text, account_id text, about text, type text, object_id text, data json)
  ), written as (
    insert into events
      (id, account_id, livemode, created_at, about, type, object_id, data, request_id, idempotency_key)
    select id, account_id, $2, $3, about, type, object_id, data, $4, $5 from given order by position
  )
  insert into webhook_deliveries
    (id, account_id, livemode, created_at, event_id, event_account_id, endpoint_id, object_id, status)
  select replace(given.id, 'evt_', 'whd_') || '_' || endpoint.seq, endpoint.account_id, $2, $3, given.id,
    given.account_id, endpoint.id, given.object_id, 'pending'
  from given
    join accounts account on account.id = given.account_id
    join webhook_endpoints endpoint on endpoint.account_id = any (array[given.account_id, account.platform_id])
      and endpoint.livemode = $2 and endpoint.listens_to && array[given.type, '*']
      and endpoint.connect = (given.about is not null or endpoint.account_id <> given.account_id)
      and (given.about is null or endpoint.account_id = given.account_id)
  order by given.position
  returning account_id, endpoint_id, event_account_id, object_id`,
);
