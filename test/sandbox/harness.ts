import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/src/index.js';
import type { Database } from '../../sandbox/src/kernel/db/database.js';
import { openInDirectory } from '../../sandbox/src/kernel/db/pglite.js';

/** A sandbox on a free port, in memory, or where the project's tests run on PostgreSQL in a new database there. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const postgres = inject('postgres');
  const ofItsOwn = options.dataDir !== undefined || options.databaseUrl !== undefined;
  const kept = postgres && !ofItsOwn ? { databaseUrl: await newDatabase(postgres) } : { memory: true };
  return startSandbox({ ...kept, port: 0, rateLimit: 10_000, ...options });
}

/** Creates a database of its own in a cluster, and returns its address. */
export async function newDatabase(cluster: string): Promise<string> {
  const name = `sandbox_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: cluster });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return cluster.replace(/[^/]+$/, name);
}

const directories: string[] = [];

export function removeDirectories(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** A new directory, which is removed after the file's tests. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'payframe-test-'));
  directories.push(directory);
  return directory;
}

/** Opens a stopped sandbox's database, to see or change what no client could. */
export async function withDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const database = await openInDirectory(dataDir);
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}

/** Keys of every kind are made here, so that no text in this repository looks like one. */
export const keyOf = (prefix: string, body = 'A1b2C3d4E5f6G7h8I9j0K1l2') => `${prefix}_${body}`;

export const CARD = {
  'card[number]': '4242424242424242',
  'card[exp_month]': '12',
  'card[exp_year]': '2034',
  'card[cvc]': '123',
};

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are what the tests examine
  json: any;
}

/** Sends a request as it is given: no header is added, checked or normalised on the way. */
export function send(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const length: Record<string, string> =
      method === 'POST' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
    const outgoing = httpRequest(
      { hostname, port, path, method, headers: { ...length, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parse(text) }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Posts a form with a key in the Authorization header. */
export function post(
  sandbox: Sandbox,
  path: string,
  form: Record<string, string> | string,
  { key = sandbox.publishableKey, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return send(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { ...FORM, Authorization: `Bearer ${key}`, ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

export const get = (sandbox: Sandbox, path: string, key = sandbox.secretKey): Promise<Reply> =>
  send(`${sandbox.url}${path}`, { headers: { Authorization: `Bearer ${key}` } });

export const createToken = (sandbox: Sandbox, form: Record<string, string> = {}, options = {}) =>
  post(sandbox, '/v1/tokens', { ...CARD, ...form }, options);

export const createPaymentMethod = (sandbox: Sandbox, form: Record<string, string> = {}, options = {}) =>
  post(sandbox, '/v1/payment_methods', { type: 'card', ...CARD, ...form }, options);

/** What `read` gives once it is as it should be; what happens a while later is waited for so. */
export async function eventually<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const until = Date.now() + 60_000;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (Date.now() > until) throw new Error(`Nothing came of it: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
