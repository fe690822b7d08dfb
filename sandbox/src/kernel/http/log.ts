import { DrizzleQueryError } from 'drizzle-orm';
import { redact } from '../redact.js';
import type { ApiKey } from './caller.js';

/** One entry of the log. */
export type Entry = { at: Date } & (
  | ({ kind: 'request' } & AnsweredRequest)
  | ({ kind: 'delivery' } & DeliveryAttempt)
  | { kind: 'fault'; context: string; error: string; stack: string[] }
  | { kind: 'note'; text: string }
);

interface DeliveryAttempt {
  /** Id of the event. */
  event: string;
  type: string;
  /** Id of the endpoint. */
  endpoint: string;
  /** Status of the endpoint's answer; `null` where it gave none. */
  status: number | null;
  /** Why the event was not delivered. */
  failure: string | null;
}

interface AnsweredRequest {
  method: string;
  /** Path in the form that may be logged. */
  path: string;
  /** The pattern that the path matches: `/v1/tokens/:id`. */
  route: string;
  status: number;
  /** Duration in ms. */
  duration: number;
  id: string;
  key: ApiKey | undefined;
  /** The connected account that it was about; `null` where a header named none. */
  connected: string | null;
}

/**
 * Takes one entry of the log. No entry has a query string, a body or a client secret, and of a key only its
 * kind and last four characters.
 */
export type Log = (entry: Entry) => void;

/** Writes an entry as one line, without its end. */
export type LineOf = (entry: Entry) => string;

/** Writes an entry as words, with its time first. */
export const textOf: LineOf = (entry) => `${entry.at.toISOString()} ${words(entry).join(' ')}`;

function words(entry: Entry): (string | number)[] {
  switch (entry.kind) {
    case 'request': {
      const { method, path, status, duration, id, key, connected } = entry;
      const caller = key ? callerOf(key) : '-';
      return [
        method,
        path,
        status,
        `${duration.toFixed(1)}ms`,
        id,
        caller,
        ...(connected ? [connected] : []),
      ];
    }
    case 'delivery':
      return ['webhook', entry.event, entry.type, entry.endpoint, entry.failure ?? `${entry.status}`];
    case 'fault':
      return [entry.context, entry.error, ...entry.stack];
    case 'note':
      return [entry.text];
  }
}

/** Writes an entry as JSON (RFC 8259). */
export const jsonOf: LineOf = ({ at, ...entry }) => JSON.stringify({ time: at, ...fields(entry) });

function fields(entry: Omit<Entry, 'at'>): object {
  const { kind, ...rest } = entry as Entry;
  if (kind !== 'request') return { kind, ...rest };
  const { duration, id, key, connected, ...request } = rest as AnsweredRequest;
  return {
    kind,
    ...request,
    duration_ms: Number(duration.toFixed(1)),
    request_id: id,
    ...(key && { key: callerOf(key) }),
    ...(connected && { account: connected }),
  };
}

const callerOf = ({ kind, livemode, last4 }: ApiKey) => `${kind}_${livemode ? 'live' : 'test'}…${last4}`;

/**
 * Creates the entry for a fault of ours. It says where the fault happened, and nothing of a query's values.
 *
 * @param context Id of the request or the job.
 */
export function faultOf(error: unknown, context: string): Entry {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const { name, message, stack = '' } = cause instanceof Error ? cause : new Error('thrown value');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    at: new Date(),
    kind: 'fault',
    context: redact(context),
    error: redact(`${name}: ${message}`.replace(/\s+/g, ' ')),
    stack: frames.map(redact),
  };
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
