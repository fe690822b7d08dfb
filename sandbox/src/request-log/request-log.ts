import { and, eq, gte, inArray, like, lt, or } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import { textStatement } from '../kernel/db/statement.js';
import type { ApiKey } from '../kernel/http/caller.js';
import { redact } from '../kernel/redact.js';
import type { Scope } from '../kernel/scope.js';
import { ownRow } from '../kernel/store/owner.js';
import { hidden, redactObject, redactParams } from './redact-params.js';
import { requests as table } from './table.js';

export type RequestRow = typeof table.$inferSelect;
type NewRow = ReturnType<typeof rowOf>;

/** An answered request, before anything is removed from its parameters and its answer. */
export interface AnsweredRequest {
  id: string;
  at: Date;
  key: ApiKey;
  /** The client's `Idempotency-Key`; `null` where it sent none. */
  idempotencyKey: string | null;
  /** The connected account that it was about, if a header named one. */
  connected: string | null;
  method: string;
  /** Path in the form that may be logged. */
  path: string;
  params: object;
  status: number;
  /** Duration in ms. */
  duration: number;
  /** JSON. */
  answer: string;
}

/** The requests of an account, for its owner to look at. */
export interface RequestLog {
  add(request: AnsweredRequest): void;
  /** Writes what has not been written yet. */
  flush(): Promise<void>;
  find(accountId: string, id: string): Promise<RequestRow | undefined>;
  close(): Promise<void>;
}

/** Time that a request waits to be written, in ms: together with others it costs next to nothing. */
const FLUSH_MS = 500;
/** For a look-up by the primary key, of which the mode is a part. */
const BOTH_MODES = [true, false];
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

export function createRequestLog(db: Database): RequestLog {
  let waiting: NewRow[] = [];

  let written = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await write(db, [JSON.stringify(batch)]);
  }

  // Whoever flushes also waits for the rows that are being written already.
  function flush(): Promise<void> {
    const done = written.then(writeWaiting);
    written = done.catch(() => {});
    return done;
  }
  // A log that can't be written must not stop a payment.
  const timer = setInterval(() => flush().catch(() => {}), FLUSH_MS).unref();

  return {
    // Data that is left out of the log is not held in memory either.
    add: (request) => waiting.push(rowOf(request)),
    flush,
    async find(accountId, id) {
      await flush();
      const [row] = await db
        .select()
        .from(table)
        .where(and(eq(table.accountId, accountId), inArray(table.livemode, BOTH_MODES), eq(table.id, id)));
      return row;
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Deletes requests that are older than a week. */
export async function forgetOldRequests(db: Database, now: Date): Promise<void> {
  await db.delete(table).where(lt(table.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
}

/** Requests about one object. */
interface Subject {
  /** Time of the first of them. */
  since: Date;
  /** The object's id, as it is in their paths. */
  path: string;
  /** Other requests about it. */
  ids: readonly string[];
}

/** Redacts requests about an object. Returns their ids. */
export async function redactRequests(
  { db, accountId, livemode }: Scope & { db: Database },
  { ids, path, since }: Subject,
): Promise<string[]> {
  const rows = await db
    .select()
    .from(table)
    .where(
      and(
        or(eq(table.accountId, accountId), eq(table.connectedId, accountId)),
        eq(table.livemode, livemode),
        gte(table.createdAt, since),
        or(like(table.path, `%/${path}%`), inArray(table.id, [...ids])),
      ),
    );
  for (const { accountId: caller, error, id, params } of rows)
    await db
      .update(table)
      .set({ error: reasonOf(error), params: hidden(params) as object })
      .where(ownRow({ accountId: caller, livemode }, table, id));
  return rows.map(({ id }) => id);
}

function rowOf(request: AnsweredRequest) {
  const { id, at, key, connected, idempotencyKey, method, path, params, status, duration, answer } = request;
  const error = status < 400 ? null : JSON.parse(answer);
  return {
    id,
    account_id: key.accountId,
    livemode: key.livemode,
    created_at: at,
    method,
    path,
    status,
    duration: Math.round(duration),
    key_kind: key.kind,
    key_last4: key.last4,
    key_id: key.id,
    idempotency_key: idempotencyKey === null || key.livemode ? null : redact(idempotencyKey),
    connected_id: connected,
    // Only the id of a live object is stored: neither who pays nor what for.
    params: key.livemode ? {} : redactParams(params),
    error: key.livemode ? reasonOf(error) : redactObject(error),
  };
}

const COLUMNS =
  'id, account_id, livemode, created_at, method, path, status, duration, key_kind, key_last4, key_id, idempotency_key, connected_id, params, error';

/**
 * Writes any number of rows. They are passed as one value, because a value for each column takes three times
 * as long.
 */
const write = textStatement(
  'write_requests',
  `insert into requests (${COLUMNS}) select ${COLUMNS} from json_populate_recordset(null::requests, $1)`,
);

const reasonOf = (answer: unknown) => {
  const { type, code, param } = (answer as { error?: Record<string, unknown> } | null)?.error ?? {};
  return answer ? { error: { type, code, param } } : null;
};
