import type { Database } from './db/database.js';
import { rowsInsertion, textStatement } from './db/statement.js';
import { addDueWork, type DueWork } from './due/queue.js';
import { newId } from './ids.js';
import type { Delivery, JobQueue } from './jobs/queue.js';
import type { Collector, EventType, Outbox, Scope } from './scope.js';

/** The request that caused the events. A job has none. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
  /** Origin of the platform, as the client reached it. */
  origin: string | null;
}

interface NewEvent {
  id: string;
  account_id: string;
  created_at: string;
  about: string | null;
  type: EventType;
  object_id: string;
  data: { object: object; previous_attributes?: object };
}

/** What a transaction leaves behind, of all accounts that it is about. */
interface Left {
  events: NewEvent[];
  due: DueWork[];
  /** Origin of the platform, which later work gets too. */
  origin: string | null;
  streams: Stream[];
  /** Whether jobs were written that can be done now. */
  isWorkDue: boolean;
  reachesWall: boolean;
}

/** Whose outbox it is, and by which clock its objects live. */
interface Place extends Scope {
  clock: string | null;
  now: Date;
}

export function createOutbox(
  { accountId, livemode }: Scope,
  now: Date,
  cause: Cause,
  jobs: JobQueue,
): Outbox {
  const left: Left = {
    events: [],
    due: [],
    origin: cause.origin,
    streams: [],
    isWorkDue: false,
    reachesWall: false,
  };

  /** Writes the events, and returns the streams of those that endpoints listen to. */
  async function writeEvents(db: Database): Promise<Stream[]> {
    const { requestId, idempotencyKey } = cause;
    const shared = [livemode, now.toISOString(), requestId, idempotencyKey];
    const rows = left.events.map((event) => [...shared, ...OWN.map((column) => event[column])]);
    const written = await insertEvents<{ may_be_heard: boolean }>(db, rows);
    if (!written[0]?.may_be_heard) return [];
    const keys = left.events.map(({ id, account_id }) => ({ id, account_id }));
    return addDeliveries(db, [livemode, now.toISOString(), JSON.stringify(keys)]);
  }

  async function writeJobs(db: Database): Promise<void> {
    left.isWorkDue ||= left.due.some(({ clock, dueAt }) => clock === null && dueAt <= now);
    await addDueWork(db, left.due.splice(0));
  }

  return {
    ...collector(left, { accountId, livemode, clock: null, now }),
    async flush(db) {
      left.streams.push(...(await writeEvents(db)));
      const deliveries = new Map(left.streams.map((stream) => [keyOf(stream), deliveryOf(stream, livemode)]));
      await jobs.deliver(db, [...deliveries.values()]);
      await writeJobs(db);
      return deliveries.size > 0 || left.isWorkDue;
    },
    async part(db, run) {
      const { events, due, streams } = left;
      const before = { ...left, events: [...events], due: [...due], streams: [...streams] };
      try {
        return await db.transaction(async (tx) => {
          const result = await run(tx);
          await writeJobs(tx);
          return result;
        });
      } catch (error) {
        Object.assign(left, before);
        throw error;
      }
    },
    reachesWall: () => left.reachesWall,
  };
}

/** Collects for one of the accounts that a transaction is about, by one clock. */
function collector(left: Left, place: Place): Collector {
  const { accountId, livemode, clock, now } = place;
  const emitter =
    (about: string | null, place = () => left.events.length): Outbox['emit'] =>
    (type, object, previous) => {
      const data = { object, ...(previous && { previous_attributes: previous }) };
      const object_id = object.id ?? object.object;
      left.events.splice(place(), 0, {
        ...{ id: newId('evt'), account_id: accountId, created_at: now.toISOString(), about },
        ...{ type, object_id, data },
      });
    };
  return {
    emit: emitter(null),
    ahead() {
      const { length } = left.events;
      return { emit: emitter(null, () => length) };
    },
    about: (account) => ({ emit: emitter(account) }),
    later({ name }, objectId, when) {
      const dueAt = typeof when === 'number' ? new Date(now.getTime() + when * 1000) : when;
      left.due.push({ accountId, livemode, clock, dueAt, name, objectId, origin: left.origin });
    },
    deliver(endpoint, objectId) {
      const stream = { account_id: endpoint.accountId, endpoint_id: endpoint.id, object_id: objectId };
      left.streams.push({ ...stream, event_account_id: accountId });
    },
    of: (account) => collector(left, { ...place, accountId: account }),
    at(otherClock, time) {
      left.reachesWall ||= otherClock === null;
      return collector(left, { ...place, clock: otherClock, now: time });
    },
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

const keyOf = ({ account_id, endpoint_id, event_account_id, object_id }: Stream) =>
  `${account_id} ${endpoint_id} ${event_account_id} ${object_id}`;

const deliveryOf = (
  { account_id, endpoint_id, event_account_id, object_id }: Stream,
  livemode: boolean,
): Delivery => ({
  accountId: account_id,
  livemode,
  endpointId: endpoint_id,
  objectId: object_id,
  eventAccountId: event_account_id,
});

/** Columns of an event that differ from those of the others of its transaction. */
const OWN = ['id', 'account_id', 'created_at', 'about', 'type', 'object_id', 'data'] as const;

// Most sandboxes have no endpoint.
const insertEvents = rowsInsertion(
  'events',
  ['livemode', 'written_at', 'request_id', 'idempotency_key', ...OWN],
  'exists (select from webhook_endpoints where livemode = $1) as may_be_heard',
);

/** Adds for each endpoint that listens to an event a delivery that is still to be made. */
const addDeliveries = textStatement(
  'add_deliveries',
  `insert into webhook_deliveries
    (id, account_id, livemode, created_at, event_id, event_account_id, endpoint_id, object_id, status)
  select replace(event.id, 'evt_', 'whd_') || '_' || endpoint.seq, endpoint.account_id, $1, $2, event.id,
    event.account_id, endpoint.id, event.object_id, 'pending'
  from json_to_recordset($3::json) as given(id text, account_id text)
    join events event on event.id = given.id and event.account_id = given.account_id and event.livemode = $1
    join accounts account on account.id = event.account_id
    join webhook_endpoints endpoint on endpoint.account_id = any (array[event.account_id, account.platform_id])
      and endpoint.livemode = $1 and endpoint.listens_to && array[event.type, '*']
      and endpoint.connect = (event.about is not null or endpoint.account_id <> event.account_id)
      and (event.about is null or endpoint.account_id = event.account_id)
  order by event.seq
  returning account_id, endpoint_id, event_account_id, object_id`,
);
