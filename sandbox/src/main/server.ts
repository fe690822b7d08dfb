import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { createApp } from './app.js';
import { answerMalformed, badAddress } from './malformed.js';

/**
 * Time in which a connection that is kept alive may still bring a request once the server is closing, in ms.
 */
const LINGER_MS = 500;

/** Time that requests being answered may take from then on, in ms. */
const GRACE_MS = 5000;

/** Number of turns of the event loop without a new connection before the port is closed. */
const CALM_TURNS = 5;
const TURN_MS = 10;
const CALM_WITHIN_MS = 1000;

export interface Listening {
  /** Port that it listens on: the requested one, or a free one. */
  port: number;
  /** Stops accepting connections, and resolves when every request that was sent has been answered. */
  close(): Promise<void>;
}

/** Starts to listen. Rejects with the system's error, such as `EADDRINUSE`. */
export async function listen(
  app: ReturnType<typeof createApp>,
  host: string,
  port: number,
): Promise<Listening> {
  /** While the port is being closed, requests wait for it. */
  let portClosed: Promise<void> | undefined;
  const server = createServer(
    // A client that sends its request byte by byte holds a connection no longer than this.
    { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5000 },
    getRequestListener(
      (request, env) =>
        portClosed ? portClosed.then(() => app.fetch(request, env)) : app.fetch(request, env),
      // The app itself answers every request that reaches it, including faults.
      { errorHandler: badAddress },
    ),
  );
  answerMalformed(server);
  const traffic = watch(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  async function close(): Promise<void> {
    // Closing a connection would cut off a request that is on its way. So the next answer tells the client to
    // send no other, and the client has time for one more.
    traffic.answerOnce();
    if (traffic.sockets.size > 0) await sleep(LINGER_MS);
    let release = () => {};
    portClosed = new Promise((resolve) => (release = resolve));
    await noMoreConnections(server);
    const closed = new Promise((resolve) => server.close(resolve));
    release();
    const sweep = setInterval(() => server.closeIdleConnections(), TURN_MS);
    const unused = setTimeout(() => traffic.closeUnused(), LINGER_MS);
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(unused);
    clearTimeout(cut);
  }

  return { port: (server.address() as AddressInfo).port, close };
}

interface Traffic {
  sockets: Set<Socket>;
  /** Makes every answer from now on say that it is the last of its connection. */
  answerOnce(): void;
  /** Closes connections that were opened in advance and brought no request. */
  closeUnused(): void;
}

function watch(server: Server): Traffic {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let isLast = false;
  const endAfter = (answer: ServerResponse) => {
    if (!answer.headersSent) answer.setHeader('Connection', 'close');
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_, answer) => {
    answers.add(answer);
    answer.on('close', () => answers.delete(answer));
    if (isLast) endAfter(answer);
  });
  return {
    sockets,
    answerOnce() {
      isLast = true;
      for (const answer of answers) endAfter(answer);
    },
    closeUnused() {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}

/**
 * Resolves when no connection has arrived for a moment. The system completes connections before this process
 * sees them, and would reset them when the port is closed, although their requests may already have arrived.
 * The moment is counted in turns of the event loop, because each of them takes new connections and one turn
 * can take longer than the moment. Clients that wait for an answer open no other connection, so that the
 * moment comes as long as they wait; if new connections never stop, the wait has a limit.
 */
function noMoreConnections(server: Server): Promise<void> {
  return new Promise((resolve) => {
    let [calm, turns] = [0, 0];
    const startOver = () => {
      calm = 0;
    };
    server.on('connection', startOver);
    const timer = setInterval(() => {
      calm += 1;
      turns += 1;
      if (calm < CALM_TURNS && turns * TURN_MS < CALM_WITHIN_MS) return;
      clearInterval(timer);
      server.off('connection', startOver);
      // This is right after new connections were taken.
      setImmediate(resolve);
    }, TURN_MS);
  });
}
