/** Two processes on one PostgreSQL, behind a proxy, that are restarted one after the other while clients write. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, expect, inject, test } from 'vitest';
import { startCommand } from '../sandbox/command.js';
import { newDatabase, post, start, temporaryDirectory } from '../sandbox/harness.js';
import {
  type Front,
  findNginx,
  freePort,
  ofCompose,
  ofTheGuide,
  startNginx,
  startNodeProxy,
} from './fronts.js';

const CLIENTS = 16;
const nginx = findNginx();
if (!nginx) console.warn('nginx is not installed here: only a small proxy is in front of the processes.');

const fronts: [string, (ports: number[]) => Promise<Front>][] = [
  ['a small proxy', startNodeProxy],
  ...(nginx
    ? [['nginx', (ports: number[]) => startNginx(nginx, ofTheGuide, ports)] as (typeof fronts)[number]]
    : []),
];

let front: Front | undefined;
afterEach(() => front?.stop());

interface Address {
  url: string;
  secretKey: string;
}

interface Outcome {
  /** The customer that was created, or why there is none. */
  result: string | undefined;
}

function createCustomer({ url, secretKey }: Address, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const outgoing = request(`${url}/v1/customers`, {
      method: 'POST',
      agent,
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Length': 0 },
    });
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => resolve({ result: code }));
    outgoing.on('response', async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const isCreated = answer.statusCode === 200;
      resolve({ result: isCreated ? JSON.parse(text).id : `${answer.statusCode} ${text}` });
    });
    outgoing.end();
  });
}

/** Clients that create customers until they are stopped. The more of them, the longer they rest in between. */
function startLoad(address: Address) {
  const outcomes: Outcome[] = [];
  let isStopped = false;
  const clients = Array.from({ length: CLIENTS }, async (_, index) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!isStopped) {
      outcomes.push(await createCustomer(address, agent));
      await sleep(index * 20);
    }
    agent.destroy();
  });
  return {
    outcomes,
    /** Resolves when so many more requests have been answered. */
    async more(count: number) {
      const goal = outcomes.length + count;
      while (outcomes.length < goal) await sleep(10);
    },
    async stop() {
      isStopped = true;
      await Promise.all(clients);
    },
  };
}

test.each(fronts)(
  'a rolling restart behind %s loses no request and does none twice',
  async (_, startFront) => {
    const databaseUrl = await newDatabase(inject('postgres') ?? '');
    const startProcess = async (port: number) => ({
      port,
      ...(await startCommand(['--port', `${port}`], temporaryDirectory(), databaseUrl)),
    });
    const running = [await startProcess(await freePort()), await startProcess(await freePort())];
    front = await startFront(running.map(({ port }) => port));
    const load = startLoad({ url: front.url, secretKey: running[0]?.secretKey });
    await load.more(100);
    for (const { child, exited, port } of running) {
      child.kill('SIGTERM');
      expect(await exited).toBe(0);
      await load.more(50);
      await startProcess(port);
      await load.more(50);
    }
    await load.stop();
    const results = load.outcomes.map(({ result }) => result ?? '');
    expect(results.filter((result) => !/^cus_\w+$/.test(result))).toEqual([]);
    expect(new Set(results).size).toBe(results.length);
    const client = new Client(databaseUrl);
    await client.connect();
    const { rows } = await client.query('select id from customers');
    await client.end();
    expect(rows.map(({ id }) => id).sort()).toEqual(results.sort());
  },
);

test.skipIf(!nginx)(
  'nginx of compose.yaml passes on what the API compares and hides what is for the operator',
  async () => {
    const sandbox = await start();
    const port = Number(new URL(sandbox.url).port);
    front = await startNginx(nginx ?? '', ofCompose, [port, port]);
    const host = `pay.localhost:${new URL(front.url).port}`;
    const behind = { ...sandbox, url: front.url };
    const form = { type: 'card', 'card[token]': 'tok_visa' };
    const ofFrame = (origin: string) => ({ Host: host, Origin: origin, 'Sec-Fetch-Site': 'same-origin' });
    const ask = (headers: Record<string, string>) => post(behind, '/v1/payment_methods', form, { headers });
    expect((await ask(ofFrame(`http://${host}`))).status).toBe(200);
    expect((await ask(ofFrame('http://shop.localhost'))).status).toBe(403);
    const statusOf = (path: string) =>
      new Promise((resolve) =>
        request(`${front?.url}${path}`, { headers: { Host: host }, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).end(),
      );
    expect(await statusOf('/js/v1/payframe.js')).toBe(200);
    for (const path of ['/dashboard', '/dashboard/keys', '/metrics'])
      expect(await statusOf(path), path).toBe(404);
    await sandbox.close();
  },
);
