import { setTimeout as sleep } from 'node:timers/promises';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import type { Database } from './database.js';

/** Longest time that the database may take for an answer, in ms, to count as there. */
const ANSWERS_WITHIN_MS = 2000;

/** Calls of the system on a connection. Their errors say that the server cannot be reached. */
const ON_CONNECTIONS = new Set(['connect', 'getaddrinfo', 'read', 'write']);

/** PostgreSQL's codes for a server that stops, has crashed, starts, and has no connection left. */
const NOT_SERVING = new Set(['57P01', '57P02', '57P03', '53300']);

/** Matches the driver's own errors for a connection that broke or was not made: they have no code. */
const BROKEN =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;

/** Tells whether an error says that the database cannot be reached at the moment, and not what is wrong in a query. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall = '', message, errors } = causeOf(error);
  // A name that has several addresses fails with an error for each.
  if (errors?.length) return errors.every(isDatabaseAway);
  return ON_CONNECTIONS.has(syscall) || NOT_SERVING.has(code) || /^08...$/.test(code) || BROKEN.test(message);
}

function causeOf(error: unknown): { code?: string; syscall?: string; message: string; errors?: unknown[] } {
  if (error instanceof DrizzleQueryError) return causeOf(error.cause);
  return error instanceof Error ? error : { message: '' };
}

/** Tells whether the database answers. */
export const answers = (db: Database): Promise<boolean> =>
  Promise.race([
    db.execute(sql`select 1`).then(
      () => true,
      () => false,
    ),
    sleep(ANSWERS_WITHIN_MS, false, { ref: false }),
  ]);
