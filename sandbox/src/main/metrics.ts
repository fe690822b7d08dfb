import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { answers } from '../kernel/db/away.js';
import type { Database } from '../kernel/db/database.js';
import type { Entry, Log } from '../kernel/http/log.js';
import { countJobs } from '../kernel/jobs/boss.js';
import { addressIn } from './address-in.js';

export interface Metrics {
  /** The address at which they are read: `http://127.0.0.1:9464/metrics`. */
  url: string;
  /** Counts what the log tells. No label holds an id, a key or an amount. */
  count: Log;
  close(): Promise<void>;
}

/** Upper bounds of the histogram of durations, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Serves metrics in Prometheus' text format, at an address of their own: whoever reaches the API should not see them.
 * Rejects with the system's error where the address is taken.
 */
export async function serveMetrics(
  db: Database,
  { host, port }: { host: string; port: number },
): Promise<Metrics> {
  const registry = new Registry();
  const count = createCounts(registry);
  createGauges(registry, db);
  collectDefaultMetrics({ register: registry });
  const server = createServer(async ({ method, url }, response) => {
    const isAsked = method === 'GET' && url?.split('?')[0] === '/metrics';
    if (!isAsked) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    const text = await registry.metrics();
    return response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${addressIn(host)}:${(server.address() as AddressInfo).port}/metrics`,
    count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createCounts(registry: Registry): Log {
  const registers = [registry];
  const requests = new Counter({
    name: 'payframe_http_requests_total',
    help: 'Answered requests, by the pattern of their path.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'payframe_http_request_duration_seconds',
    help: 'Time from the headers of a request to those of its answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: 'payframe_webhook_attempts_total',
    help: 'Attempts to deliver an event, by their outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const faults = new Counter({
    name: 'payframe_faults_total',
    help: 'Faults of the sandbox itself; the log has each of them.',
    registers,
  });
  return (entry) => {
    if (entry.kind === 'request') {
      const { method, route, status, duration } = entry;
      requests.inc({ method, route, status });
      durations.observe({ method, route }, duration / 1000);
    }
    if (entry.kind === 'delivery') deliveries.inc({ outcome: outcomeOf(entry) });
    if (entry.kind === 'fault') faults.inc();
  };
}

const outcomeOf = ({ status, failure }: Extract<Entry, { kind: 'delivery' }>) => {
  if (failure === null) return 'delivered';
  return status === null ? 'unreachable' : 'refused';
};

function createGauges(registry: Registry, db: Database): void {
  const registers = [registry];
  new Gauge({
    name: 'payframe_database_up',
    help: 'Whether the database answers: 1 or 0.',
    registers,
    async collect() {
      this.set(Number(await answers(db)));
    },
  });
  new Gauge({
    name: 'payframe_jobs',
    help: 'Jobs of all processes on the database that wait: due now, or later.',
    labelNames: ['queue', 'due'],
    registers,
    async collect() {
      this.reset();
      const counts = await countJobs(db).catch(() => []);
      for (const { queue, due, count } of counts) this.set({ queue, due }, count);
    },
  });
}
