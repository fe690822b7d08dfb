import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { createApp } from './app.js';
import { answerMalformed, badAddress } from './malformed.js';

/** Time for which a connection stays open without a request, in ms. Each answer announces it in `Keep-Alive`. */
const KEEP_ALIVE_MS = 5000;

/** Time in which a client may still send a request while the port is open and the server is closing, in ms. */
const LINGER_MS = 500;

/** Time that requests may take once the port is closed, in ms. */
const GRACE_MS = 8000;

/** Number of times, 10 ms apart, that no connection may have arrived before the port is closed. */
const CALM_TURNS = 5;
const TURN_MS = 10;
const CALM_WITHIN_MS = 1000;

/** Largest number of turns of the event loop in which the port waits for one without a new connection. */
const LAST_TURNS = 1000;

export interface Closing {
  /**
   * Whether an unused connection stays open for as long as it was announced, because a request may be on its
   * way. It takes 5 s more if there is one. By default such connections are closed after half a second.
   */
  drain?: boolean;
}

export interface Listening {
  /** Port that it listens on: the requested one, or a free one. */
  port: number;
  /** Stops accepting connections, and resolves when every request that was sent has been answered. */
  close(closing?: Closing): Promise<void>;
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
    {
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      connectionsCheckingInterval: 5000,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    getRequestListener(
      (request, env) =>
        portClosed ? portClosed.then(() => app.fetch(request, env)) : app.fetch(request, env),
      // The app itself answers every request that reaches it, including faults.
      // Node reads the rest of a body that is refused, within `requestTimeout`; the listener would give its client half a
      // second, and one that is cut off while it sends does not read the answer.
      { errorHandler: badAddress, autoCleanupIncoming: false },
    ),
  );
  answerMalformed(server);
  const traffic = watch(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  async function close({ drain = false }: Closing = {}): Promise<void> {
    // Closing a connection would cut off a request that is on its way. So the next answer tells the client to
    // send no other, and the client has time for one more.
    traffic.answerOnce();
    if (traffic.sockets.size > 0) await sleep(LINGER_MS);
    let release = () => {};
    portClosed = new Promise((resolve) => (release = resolve));
    await noMoreConnections(server);
    const closed = closePort(server);
    release();
    const sweep = drain
      ? undefined
      : setInterval(() => afterReading(() => server.closeIdleConnections()), TURN_MS);
    const unused = setTimeout(() => afterReading(traffic.closeUnused), drain ? KEEP_ALIVE_MS : LINGER_MS);
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
  // Node would close it even if a request has arrived in the meantime that is not read yet.
  server.on('timeout', (socket) => {
    const { bytesRead } = socket;
    afterReading(() => socket.bytesRead === bytesRead && socket.destroy());
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

/** Calls back when all that has arrived is read. It is called by a timer, after which the event loop reads. */
const afterReading = (then: () => void) => setImmediate(then);

/** Closes only the port; `server.close` would close connections that are not in use, too. Resolves when none is left. */
const closePort = (server: Server) =>
  new Promise((resolve) => NetServer.prototype.close.call(server, resolve));

/**
 * Resolves when no connection has arrived for a moment. The system completes connections before this process
 * sees them, and would reset them when the port is closed, although their requests may already have arrived.
 * The moment is counted in turns of the event loop, because one turn can take longer than the moment. Clients
 * that wait for an answer open no other connection, so that the moment comes as long as they wait; if new
 * connections never stop, the wait has a limit.
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
      afterQuietTurn(server, resolve);
    }, TURN_MS);
  });
}

/**
 * Calls back right after a turn of the event loop that brought no connection. A turn accepts only one, so that
 * after any other turn more of them may wait in the system.
 */
function afterQuietTurn(server: Server, then: () => void): void {
  let [isQuiet, turns] = [true, 0];
  const note = () => {
    isQuiet = false;
  };
  const turn = () => {
    turns += 1;
    if (isQuiet || turns === LAST_TURNS) {
      server.off('connection', note);
      return then();
    }
    isQuiet = true;
    setImmediate(turn);
  };
  server.on('connection', note);
  setImmediate(turn);
}
