import { DrizzleQueryError } from 'drizzle-orm';
import { redact } from '../redact.js';
import type { ApiKey } from './caller.js';

/** Takes one line of the request log, without its end of line. */
export type Log = (line: string) => void;

/**
 * Returns the log's line for one request. It contains no query string and no body, and of a key only its kind
 * and last four characters.
 */
export function requestLine(request: {
  at: Date;
  method: string;
  /** Path in the form that may be logged. */
  path: string;
  status: number;
  /** Duration in ms. */
  duration: number;
  id: string;
  key: ApiKey | undefined;
}): string {
  const { id, at, method, path, status, duration, key } = request;
  const caller = key ? `${key.kind}_${key.livemode ? 'live' : 'test'}…${key.last4}` : '-';
  return [at.toISOString(), method, path, status, `${duration.toFixed(1)}ms`, id, caller].join(' ');
}

/**
 * Returns the log's line for a fault of ours. It says where the fault happened, and nothing of a query's
 * values.
 */
export function faultLine(error: unknown, requestId: string): string {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const { name, message, stack = '' } = cause instanceof Error ? cause : new Error('thrown value');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return redact(`${requestId} ${name}: ${message}\n${frames.join('\n')}`);
}

const MAX_LENGTH = 200;

/** Matches parts of our own paths, and of mistyped ones: they contain no number. */
const WORD = /^(?:[A-Za-z_.-]{0,60}|v\d|3ds)$/;
/** Matches an object's id: a prefix and random letters and digits. */
const ID = /^[a-z]{2,10}_[A-Za-z\d]{14,64}$/;

/**
 * Returns a path as it may be logged: a part that is neither a word nor an object's id becomes `*`. Anyone
 * can put anything into a URL, including a card number in any spelling.
 */
export const loggedPath = (path: string): string =>
  path
    .split('/')
    .map((part) => ((WORD.test(part) || ID.test(part)) && redact(part) === part ? part : '*'))
    .join('/')
    .slice(0, MAX_LENGTH);
