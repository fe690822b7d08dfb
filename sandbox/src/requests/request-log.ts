import { and, eq, lt } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { requests as table } from '../db/schema.js';
import type { ApiKey } from '../keys/keyring.js';
import { redact } from '../redact.js';
import { redactParams } from './redact-params.js';

export type RequestRow = typeof table.$inferSelect;

/** A request as it was answered, before anything is taken out of it. */
export interface AnsweredRequest {
  id: string;
  at: Date;
  key: ApiKey;
  method: string;
  path: string;
  params: object;
  status: number;
  /** In ms. */
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

/** How long a request waits to be written, in ms: together with others it costs next to nothing. */
const FLUSH_MS = 500;
const PATH_MAX_LENGTH = 200;
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

export function createRequestLog(db: Database): RequestLog {
  let waiting: AnsweredRequest[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await db.insert(table).values(batch.map(rowOf));
  }
  // A log that can't be written must not stop a payment.
  const timer = setInterval(() => flush().catch(() => {}), FLUSH_MS).unref();

  return {
    add: (request) => waiting.push(request),
    flush,
    async find(accountId, id) {
      const [row] = await db
        .select()
        .from(table)
        .where(and(eq(table.id, id), eq(table.accountId, accountId)));
      return row;
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Forgets what is older than a week. */
export async function forgetOldRequests(db: Database, now: Date): Promise<void> {
  await db.delete(table).where(lt(table.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
}

function rowOf({ id, at, key, method, path, params, status, duration, answer }: AnsweredRequest) {
  const error = status < 400 ? null : JSON.parse(answer);
  return {
    id,
    accountId: key.accountId,
    livemode: key.livemode,
    createdAt: at,
    method,
    path: redact(path).slice(0, PATH_MAX_LENGTH),
    status,
    duration: Math.round(duration),
    keyKind: key.kind,
    keyLast4: key.last4,
    // Of a live object nothing is kept but its id: not who pays, and not what for.
    params: key.livemode ? {} : (redactParams(params) as object),
    error: (key.livemode ? reasonOf(error) : redactParams(error)) as object | null,
  };
}

const reasonOf = (answer: unknown) => {
  const { type, code, param } = (answer as { error?: Record<string, unknown> } | null)?.error ?? {};
  return answer ? { error: { type, code, param } } : null;
};
