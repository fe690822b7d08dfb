import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { Client, type Pool, type QueryConfig } from 'pg';
import { type SandboxOptions, startSandbox } from '../sandbox/src/index.js';
import type { OpenDatabase } from '../sandbox/src/kernel/db/open-database.js';

/** A statement as the driver got it. */
interface Statement {
  config: QueryConfig;
  values: unknown[];
}

/** The statements of one request, in order. */
export interface Trace {
  statements: Statement[];
  /** The ids and secrets in them that no other request has. */
  own: Set<string>;
  /** The body of the answer. */
  answer: string;
}

/** Requests before the one that is recorded: by then the keys are known and the objects that all share exist. */
const WARM_UP = 3;

const request = new AsyncLocalStorage<Statement[]>();

/** Sends requests to a sandbox in this process, and returns the statements of one of them. */
export async function traceRequests(
  options: SandboxOptions,
  sends: ((sandbox: { url: string; secretKey: string }) => Promise<{ body: string }>)[],
): Promise<Trace[]> {
  let current: Statement[] | undefined;
  // What timers do in the meantime, such as the request log, belongs to no request.
  subscribe('http.server.request.start', () => request.enterWith(current ?? []));
  const restore = recordQueries();
  const sandbox = await startSandbox({ ...options, port: 0 });
  const traces: Trace[] = [];
  try {
    for (const send of sends) {
      for (let sent = 0; sent < WARM_UP; sent++) await send(sandbox);
      const [one, other]: [Statement[], Statement[]] = [[], []];
      current = one;
      const { body } = await send(sandbox);
      current = other;
      await send(sandbox);
      current = undefined;
      const known = idsIn(other);
      const own = new Set([...idsIn(one)].filter((id) => !known.has(id)));
      traces.push({ statements: one, own, answer: body });
    }
  } finally {
    restore();
    await sandbox.close();
  }
  return traces;
}

/** Has the driver note every query in the request that it is for. */
function recordQueries(): () => void {
  const { query } = Client.prototype;
  Client.prototype.query = function (
    this: Client,
    asked: string | QueryConfig,
    values?: unknown,
    ...rest: unknown[]
  ) {
    const given = typeof asked === 'string' ? { text: asked } : asked;
    // The driver's other settings are functions, which no process can send to another.
    const { name, text, rowMode } = given as QueryConfig & { rowMode?: string };
    const config = { ...(name && { name }), text, ...(rowMode && { rowMode }) };
    request.getStore()?.push({ config, values: Array.isArray(values) ? values : (given.values ?? []) });
    return query.apply(this, [asked, values, ...rest] as never);
  } as never;
  return () => {
    Client.prototype.query = query;
  };
}

const ID = /\b[a-z]{2,10}_[A-Za-z\d]{14,}/g;
const idsIn = (statements: Statement[]) =>
  new Set(statements.flatMap(({ values }) => values.flatMap((value) => String(value).match(ID) ?? [])));

/** Runs a trace over and over on each connection, with new ids, and gives how many a second were done. */
export async function bareRate(
  database: OpenDatabase,
  trace: Trace,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const pool = (database.db as unknown as { $client: Pool }).$client;
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const connection = async () => {
    while (performance.now() < until) {
      await runTrace(pool, trace);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return done / seconds;
}

/** Runs the statements of a trace once, with new ids. */
export async function runTrace(pool: Pool, { statements, own }: Trace): Promise<void> {
  const fresh = new Map([...own].map((id) => [id, renamed(id)]));
  const client = await pool.connect();
  try {
    for (const { config, values } of statements)
      await client.query(
        config,
        values.map((value) => withIds(value, fresh)),
      );
  } finally {
    client.release();
  }
}

function withIds(value: unknown, fresh: Map<string, string>): unknown {
  return typeof value === 'string' ? value.replace(ID, (id) => fresh.get(id) ?? id) : value;
}

/** Returns another id of the same kind and length. */
function renamed(id: string): string {
  const prefix = id.slice(0, id.indexOf('_') + 1);
  const length = id.length - prefix.length;
  return prefix + randomBytes(length).toString('hex').slice(0, length);
}
