/**
 * `npm run bench:sandbox`: what the sandbox can take on this machine, on the embedded database and on PostgreSQL. With names
 * of parts, as in `npm run bench:sandbox -- start keys`, it measures only those.
 */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SandboxOptions } from '../sandbox/src/index.js';
import type { OpenDatabase } from '../sandbox/src/kernel/db/open-database.js';
import { openInDirectory } from '../sandbox/src/kernel/db/pglite.js';
import { openPostgres } from '../sandbox/src/kernel/db/postgres.js';
import { newestBinaries, startCluster } from '../test/sandbox/cluster.js';
import type { BareService } from './bare-server.js';
import { printDashboard } from './dashboard.js';
import { printKeyCheck } from './keys.js';
import { runParts } from './parts.js';
import { printRenewals } from './renewals.js';
import { bareRate, traceRequests } from './statements.js';
import { median } from './stats.js';

const SECONDS = 5;
const CONNECTIONS = 16;
/** The least part of the rate of the bare statements that the API reaches. */
const SHARE = 0.6;
/** The most memory that a process may take under all these loads, in MiB. */
const MEMORY = 600;
const COMMAND = 'sandbox/bin/payframe-sandbox.mjs';

interface Addressed {
  url: string;
  secretKey: string;
}

interface Running extends Addressed {
  child: ChildProcess;
  /** From the process's start to the line that says that it is ready, in ms. */
  readyAfter: number;
}

interface Load {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  /** Requests a second at 16 connections that are aimed at. */
  goal?: { embedded: number; postgres: number };
}

const card = 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123';

const LOADS: Load[] = [
  {
    name: 'POST /v1/payment_methods',
    method: 'POST',
    path: '/v1/payment_methods',
    body: `type=card&${card}`,
  },
  {
    name: 'POST /v1/payment_intents, confirmed',
    method: 'POST',
    path: '/v1/payment_intents',
    body: 'amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&payment_method_types[]=card',
    goal: { embedded: 250, postgres: 400 },
  },
  {
    name: 'GET /v1/customers',
    method: 'GET',
    path: '/v1/customers?limit=10',
    goal: { embedded: 1100, postgres: 1100 },
  },
];

async function start(env: Record<string, string>, ...args: string[]): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [COMMAND, '--port', '0', '--json', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(line), readyAfter: performance.now() - began };
}

async function stop({ child }: Running): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** The most memory that the process has had, in MiB (Linux alone tells). */
function peakMemory({ child }: Running): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** Sends one request after the other on each connection, and gives how many a second were answered with success. */
async function rate(sandbox: Addressed, load: Load, connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + SECONDS * 1000;
  let answered = 0;
  const connection = async () => {
    while (performance.now() < until) {
      const { status } = await send(sandbox, load, agent);
      if (status !== 200) throw new Error(`${load.name}: ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return answered / SECONDS;
}

function send(
  { url, secretKey }: Addressed,
  { method, path, body = '' }: Load,
  agent: Agent,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${secretKey}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(body),
    };
    request(url + path, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

async function customers(sandbox: Running): Promise<void> {
  const load: Load = { name: 'customers', method: 'POST', path: '/v1/customers', body: 'name=Jenny' };
  for (let made = 0; made < 50; made++) await send(sandbox, load, new Agent());
}

/** Prints what each load reaches, and returns the rates at all connections. */
async function measure(engine: 'embedded' | 'postgres', sandbox: Running): Promise<number[]> {
  const rates: number[] = [];
  await customers(sandbox);
  for (const load of LOADS) {
    // Once for the process to warm up.
    await rate(sandbox, load, CONNECTIONS);
    const [one, sixteen] = [await rate(sandbox, load, 1), await rate(sandbox, load, CONNECTIONS)];
    rates.push(sixteen);
    const goal = load.goal?.[engine];
    const verdict = goal === undefined ? '' : `, goal ${goal}: ${sixteen >= goal ? 'met' : 'MISSED'}`;
    console.log(`  ${load.name.padEnd(38)} ${one.toFixed(0)} / ${sixteen.toFixed(0)} a second${verdict}`);
  }
  const peak = peakMemory(sandbox);
  console.log(
    `  ${'most memory'.padEnd(38)} ${peak.toFixed(0)} MiB, goal ${MEMORY}: ${peak <= MEMORY ? 'met' : 'MISSED'}\n`,
  );
  return rates;
}

/**
 * Prints each rate beside two floors on the same database, at as many connections: the request's own statements in a
 * bare loop, and a bare server that runs them and answers with the same bytes.
 */
async function printShares(
  rates: number[],
  options: Pick<SandboxOptions, 'dataDir' | 'databaseUrl'>,
  open: () => Promise<OpenDatabase>,
): Promise<void> {
  console.log(`The same statements in a bare loop, and behind a bare server, at ${CONNECTIONS} connections`);
  const agent = new Agent();
  const sends = LOADS.map((load) => (sandbox: Addressed) => send(sandbox, load, agent));
  const traces = await traceRequests(options, sends);
  for (const [index, load] of LOADS.entries()) {
    const [ours = Number.NaN, trace] = [rates[index], traces[index]];
    if (!trace) throw new Error(`There is no trace of ${load.name}.`);
    const database = await open();
    await bareRate(database, trace, { connections: CONNECTIONS, seconds: 1 });
    const bare = await bareRate(database, trace, { connections: CONNECTIONS, seconds: SECONDS });
    await database.close();
    const served = await servedRate({ ...options, trace }, load);
    console.log(
      `  ${load.name.padEnd(38)} ${trace.statements.length} statements, ${bare.toFixed(0)} a second; ` +
        `the API reaches ${verdictOf(ours / bare)}\n` +
        `  ${''.padEnd(38)} a bare server ${served.toFixed(0)}, ${(served / bare).toFixed(2)} of them; ` +
        `the API reaches ${(ours / served).toFixed(2)} of that`,
    );
  }
  console.log();
}

const verdictOf = (share: number) =>
  `${share.toFixed(2)}, goal ${SHARE}: ${share >= SHARE ? 'met' : 'MISSED'}`;

/** The rate of a bare server in a process of its own. */
async function servedRate(service: BareService, load: Load): Promise<number> {
  const child = fork('bench/bare-server.ts', { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const exited = once(child, 'exit');
  child.send(service);
  const [url] = await once(child, 'message');
  const server = { url, secretKey: '' };
  await rate(server, load, CONNECTIONS);
  const served = await rate(server, load, CONNECTIONS);
  child.send('close');
  await exited;
  return served;
}

/** Prints how long the engine takes to open the same template, without anything of the sandbox. */
function printBareEngine(): void {
  const times = Array.from({ length: 5 }, () =>
    Number(execFileSync(process.execPath, ['--import', 'tsx', 'bench/bare-engine.ts'], { encoding: 'utf8' })),
  );
  console.log(
    `  ${'of that, the bare engine on that data'.padEnd(38)} ${(median(times) / 1000).toFixed(2)} s`,
  );
}

/** Starts five times, each with flags of its own. */
async function startUp(name: string, goal: number, flags: () => string[]): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const sandbox = await start({}, ...flags());
    times.push(sandbox.readyAfter);
    await stop(sandbox);
  }
  const usual = median(times);
  console.log(
    `  ${name.padEnd(38)} ${(usual / 1000).toFixed(2)} s, goal ${goal} s: ${usual <= goal * 1000 ? 'met' : 'MISSED'}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'payframe-bench-'));
let made = 0;
const newDirectory = () => join(folder, `new-${made++}`);

async function printStart(): Promise<void> {
  console.log('Ready to answer, from the process’s start (median of 5)');
  const existing = newDirectory();
  await startUp('on a new directory', 0.9, () => ['--data', newDirectory()]);
  await stop(await start({}, '--data', existing));
  await startUp('on an existing directory', 0.7, () => ['--data', existing]);
  await startUp('in memory', 0.6, () => ['--memory']);
  printBareEngine();
  console.log();
}

/** Measures a sandbox on the embedded database. */
function embedded(print: (sandbox: Running) => Promise<void>) {
  return async () => {
    const sandbox = await start({}, '--data', newDirectory());
    await print(sandbox).finally(() => stop(sandbox));
  };
}

async function printPagesOfDashboard(): Promise<void> {
  const dataDir = newDirectory();
  const run = async <Result>(work: (sandbox: Running) => Promise<Result>) => {
    const sandbox = await start({}, '--data', dataDir);
    return work(sandbox).finally(() => stop(sandbox));
  };
  await printDashboard(run, () => openInDirectory(dataDir));
}

async function printEmbedded(): Promise<void> {
  console.log('Embedded database on disk, at 1 / 16 connections');
  const dataDir = newDirectory();
  const sandbox = await start({}, '--data', dataDir);
  const rates = await measure('embedded', sandbox).finally(() => stop(sandbox));
  await printShares(rates, { dataDir }, () => openInDirectory(dataDir));
}

async function printPostgres(): Promise<void> {
  const binaries = newestBinaries();
  if (!binaries) return console.log('PostgreSQL is not installed here: not measured.');
  const cluster = await startCluster(binaries);
  console.log('PostgreSQL, at 1 / 16 connections');
  const sandbox = await start({ DATABASE_URL: cluster.url });
  const rates = await measure('postgres', sandbox).finally(() => stop(sandbox));
  await printShares(rates, { databaseUrl: cluster.url }, () => openPostgres(cluster.url));
  await cluster.stop();
}

try {
  await runParts({
    start: printStart,
    embedded: printEmbedded,
    keys: embedded(printKeyCheck),
    renewals: embedded(printRenewals),
    dashboard: printPagesOfDashboard,
    postgres: printPostgres,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
