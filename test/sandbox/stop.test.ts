import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { startCommand } from './command.js';

type Running = Awaited<ReturnType<typeof startCommand>>;

interface Outcome {
  /** What was answered, or why there was no answer. */
  result: number | string | undefined;
  /** Whether this was the last answer of its connection. */
  isLast: boolean;
  /** Whether a request without an answer was the first of its connection. */
  isNew?: boolean;
}

/** Makes a customer: a request that writes. */
function ask({ url, secretKey }: Running, agent: Agent | false): Promise<Outcome> {
  return new Promise((resolve) => {
    const outgoing = request(`${url}/v1/customers`, {
      method: 'POST',
      agent,
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Length': 0 },
    });
    outgoing.on('response', (answer) => {
      answer.resume();
      answer.on('error', ({ code }: NodeJS.ErrnoException) => resolve({ result: code, isLast: false }));
      answer.on('end', () =>
        resolve({ result: answer.statusCode, isLast: answer.headers.connection === 'close' }),
      );
    });
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve({ result: code, isLast: false, isNew: !outgoing.reusedSocket }),
    );
    outgoing.end();
  });
}

/** Asks again and again, as long as anything answers. */
async function askUntilRefused(sandbox: Running, agent: Agent | false, restMs: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (;;) {
    const outcome = await ask(sandbox, agent);
    outcomes.push(outcome);
    if (outcome.result !== 200) return outcomes;
    if (restMs > 0) await sleep(restMs);
  }
}

/**
 * How a client's requests ended. The system itself takes connections for an open port, and resets those that come in the
 * moment in which it is closed: to a client that is the same as a refusal, as nobody has read its request.
 */
const endOf = ({ result, isNew }: Partial<Outcome> = {}) =>
  result === 'ECONNRESET' && isNew ? 'ECONNREFUSED' : result;

const oneConnection = () => new Agent({ keepAlive: true, maxSockets: 1 });

const underLoad: [string, () => Agent | false, number][] = [
  ['on connections that are kept alive', oneConnection, 0],
  ['on connections that rest between two requests', oneConnection, 40],
  ['on a connection for each', () => false, 0],
];
for (const [rows, options] of shares(underLoad, 3))
  test.each(rows)(
    'SIGTERM under load answers every request that was sent, %s, and exits with 0',
    options,
    async (_, agentOf, rest) => {
      const sandbox = await startCommand(['--memory']);
      const clients = Array.from({ length: 24 }, (_, index) =>
        askUntilRefused(sandbox, agentOf(), index * rest),
      );
      await sandbox.until('stderr', 'POST /v1/customers 200');
      sandbox.child.kill('SIGTERM');
      const outcomes = await Promise.all(clients);
      expect(await sandbox.exited).toBe(0);
      // Each client got one answer after the other, until nobody listened any more.
      expect(outcomes.map((ofClient) => endOf(ofClient.at(-1)))).toEqual(outcomes.map(() => 'ECONNREFUSED'));
      // Whatever the sandbox has read, it has answered.
      const read = sandbox.output.stderr.match(/POST \/v1\/customers /g);
      expect(outcomes.flat().filter(({ result }) => result === 200).length).toBe(read?.length);
      expect(outcomes.flat().filter(({ isLast }) => isLast).length).toBeGreaterThanOrEqual(24);
    },
  );

test(
  'after SIGTERM, a connection that a client may keep takes one more request, though the port is closed',
  THOROUGH,
  async () => {
    const sandbox = await startCommand(['--memory']);
    const agents = Array.from({ length: 24 }, oneConnection);
    await Promise.all(agents.map((agent) => ask(sandbox, agent)));
    sandbox.child.kill('SIGTERM');
    await refused(sandbox);
    const outcomes = await Promise.all(agents.map((agent) => ask(sandbox, agent)));
    expect(outcomes).toEqual(agents.map(() => ({ result: 200, isLast: true })));
    expect(await sandbox.exited).toBe(0);
  },
);

test('SIGINT does not wait for connections that a client may keep', async () => {
  const sandbox = await startCommand(['--memory']);
  const agent = oneConnection();
  await ask(sandbox, agent);
  sandbox.child.kill('SIGINT');
  await refused(sandbox);
  expect(await sandbox.exited).toBe(0);
  expect(await ask(sandbox, agent)).toMatchObject({ result: 'ECONNREFUSED' });
});

test('SIGTERM closes connections that nobody uses, and exits with 0', async () => {
  const sandbox = await startCommand(['--memory']);
  const agent = oneConnection();
  expect(await ask(sandbox, agent)).toEqual({ result: 200, isLast: false });
  const { port, hostname } = new URL(sandbox.url);
  const unused = await opened(Number(port), hostname);
  const ended = [unused, ...Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])].map(
    (socket) => new Promise((resolve) => socket.once('close', () => resolve('closed'))),
  );
  expect(ended).toHaveLength(2);
  unused.resume();
  sandbox.child.kill('SIGTERM');
  expect(await Promise.all(ended)).toEqual(['closed', 'closed']);
  expect(await sandbox.exited).toBe(0);
});

test('SIGTERM does not wait for a request that never comes to its end', THOROUGH, async () => {
  const sandbox = await startCommand(['--memory']);
  await begin(sandbox);
  sandbox.child.kill('SIGTERM');
  expect(await sandbox.exited).toBe(0);
});

for (const [rows, options] of shares(['SIGTERM', 'SIGINT'] as const, 2))
  test.each(rows)('a second signal ends it at once: %s', options, async (signal) => {
    const sandbox = await startCommand(['--memory']);
    const socket = await begin(sandbox);
    sandbox.child.kill('SIGTERM');
    // Until it has heard the first, the second would be no other.
    await refused(sandbox);
    expect(socket.closed).toBe(false);
    sandbox.child.kill(signal);
    await sandbox.exited;
    expect(sandbox.child.signalCode).toBe(signal);
  });

/** Sends the first half of a request. */
async function begin({ url, secretKey }: Running): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = await opened(Number(port), hostname);
  const head = `POST /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secretKey}\r\n`;
  socket.on('error', () => {});
  await new Promise((resolve) =>
    socket.write(
      `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nna`,
      resolve,
    ),
  );
  return socket;
}

const opened = (port: number, host: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket: Socket = connect(port, host, () => resolve(socket));
  });

/** Waits until no connection is taken any more. */
async function refused(sandbox: Running): Promise<void> {
  while ((await ask(sandbox, false)).result === 200);
}
