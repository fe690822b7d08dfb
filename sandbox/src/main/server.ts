import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { createApp } from './app.js';

/** How long requests that are being answered may still take once the server is closing, in ms. */
const GRACE_MS = 5000;

/** For how many turns of the event loop no connection must have come in before the port is closed. */
const CALM_TURNS = 5;
const TURN_MS = 10;

export interface Listening {
  /** The port that it listens on: the one asked for, or the one that was free. */
  port: number;
  /** Stops accepting connections, and resolves when the requests in flight have been answered. */
  close(): Promise<void>;
}

/** Starts to listen. Rejects with the system's error, such as `EADDRINUSE`. */
export async function listen(
  app: ReturnType<typeof createApp>,
  host: string,
  port: number,
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    // A client that sends its request a byte at a time holds a connection no longer than this.
    serverOptions: { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5000 },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  await noMoreConnections(server);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive is closed as soon as its request has been answered.
  const sweep = setInterval(() => server.closeIdleConnections(), 10);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/**
 * Resolves when no connection has come in for a moment. The system completes connections before this process sees them,
 * and would reset those when the port is closed: their requests may be there already. Counts turns of the event loop,
 * each of which takes new connections, since one turn can take longer than the moment.
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
      if (calm < CALM_TURNS && turns * TURN_MS < GRACE_MS) return;
      clearInterval(timer);
      server.off('connection', startOver);
      resolve();
    }, TURN_MS);
  });
}
