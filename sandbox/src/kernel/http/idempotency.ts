import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { build, placeholdersOf, statement } from '../db/statement.js';
import { idempotencyKeys } from '../db/tables.js';
import { ApiError, idempotencyError, invalidRequest, lockTimeout } from '../errors.js';
import type { Scope } from '../scope.js';
import type { Secrets } from '../secrets.js';
import { type Answer, refusal } from './answer.js';
import type { Params } from './form.js';
import { seal, unseal } from './seal.js';

const KEY_MAX_LENGTH = 255;
const KEPT_FOR_MS = 24 * 3600 * 1000;

/** A request that is carried out once, however often it arrives. */
export interface Attempt extends Scope {
  /** The client's `Idempotency-Key`; `null` where it sent none. */
  idempotencyKey: string | null;
  /** Whether the answer is kept in a form that only the idempotency key opens. */
  isSealed: boolean;
  method: string;
  path: string;
  /** The host's origin, for the addresses in the answer. */
  origin: string;
  params: Params;
  requestId: string;
  now: Date;
}

/**
 * Carries out `work` in one transaction together with the record of its answer: either both are stored or
 * neither is.
 *
 * A request whose idempotency key was answered within a day gets that answer, byte for byte. Of several
 * requests with one key at the same time, only one is carried out. The others wait at the record's primary
 * key, are undone and get its answer. A 5xx is not kept.
 *
 * @throws ApiError 400 `idempotency_error` for other parameters; where another request holds an object that
 * this one needs for longer than the lock's time-out, 409 with an idempotency key and 429 `lock_timeout`
 * without one.
 */
export async function once(
  db: Database,
  secrets: Secrets,
  attempt: Attempt,
  work: (tx: Database) => Promise<Answer>,
): Promise<Answer> {
  const { idempotencyKey } = attempt;
  if (idempotencyKey === null) return db.transaction(work).catch(explainLockTimeout);
  if (idempotencyKey === '' || idempotencyKey.length > KEY_MAX_LENGTH) {
    throw invalidRequest(`Idempotency keys have 1 to ${KEY_MAX_LENGTH} characters.`);
  }
  const record = recordOf(secrets, attempt);
  // It shares the transaction of the work: as a separate query, it would wait in the connection's queue once
  // more.
  const first = async (tx: Database) => (await replay(tx, record)) ?? keep(tx, record, await work(tx));
  try {
    return await keepRefusals(db, record, attempt.origin, () => db.transaction(first));
  } catch (error) {
    if (!(error instanceof Overtaken)) throw isLockTimeout(error) ? inProgress() : error;
    return (await replay(db, record)) ?? raise(inProgress());
  }
}

/** Deletes records that are older than one day. */
export async function forgetOldKeys(db: Database, now: Date): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
}

/** What is kept of an answer that was redacted. */
const REDACTED = '';

/** Redacts the answers to requests: whoever repeats one of them gets an error, and nothing is done again. */
export async function redactAnswers(
  { db, accountId, livemode }: Scope & { db: Database },
  requestIds: readonly string[],
): Promise<void> {
  const mine = and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.livemode, livemode));
  await db
    .update(idempotencyKeys)
    .set({ body: REDACTED })
    .where(and(mine, inArray(idempotencyKeys.requestId, [...requestIds])));
}

type Record = ReturnType<typeof recordOf>;

function recordOf(
  secrets: Secrets,
  { accountId, livemode, idempotencyKey, isSealed, method, path, params, requestId, now }: Attempt,
) {
  const key = `${accountId} ${livemode} ${idempotencyKey}`;
  return {
    accountId,
    livemode,
    keyHash: secrets.idempotency(`key ${key}`),
    /** Opens the answer; `undefined` where it is kept as it is. */
    sealingKey: isSealed ? secrets.sealingKey(key) : undefined,
    requestHash: secrets.idempotency(`request ${method} ${path} ${canonical(params)}`),
    requestId,
    createdAt: now,
    expired: new Date(now.getTime() - KEPT_FOR_MS),
  };
}

/** Returns the same text for the same parameters, whatever their order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join()}}`;
}

const { placeholder } = sql;

const findAnswer = statement<Record>(
  'find_idempotent_answer',
  build
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.keyHash, placeholder('keyHash')),
        gte(idempotencyKeys.createdAt, placeholder('expired')),
      ),
    ),
);

const keepAnswer = statement<Record & { status: number; body: string }>(
  'keep_idempotent_answer',
  build
    .insert(idempotencyKeys)
    .values(placeholdersOf(idempotencyKeys))
    .onConflictDoUpdate({
      target: idempotencyKeys.keyHash,
      set: Object.fromEntries(
        ['requestHash', 'requestId', 'status', 'body', 'createdAt'].map((column) => [
          column,
          placeholder(column),
        ]),
      ),
      setWhere: lt(idempotencyKeys.createdAt, placeholder('expired')),
    })
    .returning({ keyHash: idempotencyKeys.keyHash }),
);

async function replay(db: Database, record: Record): Promise<Answer | undefined> {
  const [first] = await findAnswer<{
    request_hash: string;
    request_id: string;
    status: number;
    body: string;
  }>(db, record);
  if (!first) return undefined;
  if (first.request_hash !== record.requestHash) {
    throw idempotencyError(
      400,
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
        'Try using a key other than the one that was sent with this request if you meant to execute a different request.',
    );
  }
  if (first.body === REDACTED) {
    throw idempotencyError(
      400,
      'The answer to this request was redacted together with its object. Use another key to send another request.',
    );
  }
  return {
    status: first.status,
    body: record.sealingKey ? unseal(first.body, record.sealingKey) : first.body,
    headers: { 'Idempotent-Replayed': 'true', 'Original-Request': first.request_id },
  };
}

/**
 * An error for a request that another one with the same key overtook. When it is thrown, it undoes the
 * changes of this one.
 */
class Overtaken extends Error {}

async function keep(tx: Database, record: Record, answer: Answer): Promise<Answer> {
  const { status, body: shown } = answer;
  const body = record.sealingKey ? seal(shown, record.sealingKey) : shown;
  const kept = await keepAnswer(tx, { ...record, status, body });
  if (kept.length === 0) throw new Overtaken();
  return answer;
}

/** Keeps a refusal, such as a declined card, as the answer, after the changes of the work were undone. */
async function keepRefusals(
  db: Database,
  record: Record,
  origin: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    return keep(db, record, refusal(error, origin));
  }
}

const inProgress = () =>
  idempotencyError(
    409,
    'There is currently another in-progress request using this Idempotency Key. Please try again later.',
    'idempotency_key_in_use',
  );

// PostgreSQL's 55P03, lock_not_available.
const isLockTimeout = (error: unknown) =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === '55P03';

function explainLockTimeout(error: unknown): never {
  throw isLockTimeout(error) ? lockTimeout() : error;
}

function raise(error: Error): never {
  throw error;
}
