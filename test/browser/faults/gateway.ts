/** A host that is a sandbox behind a line which a test can cut, slow and garble, one request at a time. */
import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the sandbox answered. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One request on its way to the sandbox. */
export interface Trip {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  response: ServerResponse;
  /** Has the sandbox carry the request out, and keeps the answer back. */
  carryOut(): Promise<Reply>;
  /** Carries it out, and hands the answer on. */
  pass(): Promise<void>;
  /** Breaks the connection. */
  cut(): void;
}

/** What becomes of a request. */
export type Fate = (trip: Trip) => unknown;

export interface Gateway {
  /** The origin, without a slash at its end. */
  url: string;
  /** What has been asked for, in order. */
  trips: Trip[];
  /** What becomes of the next requests; where it is not set, they pass. */
  fate?: Fate | undefined;
  /** Resolves once a request of this method and path has come. */
  asked(which: RegExp): Promise<void>;
  close(): Promise<void>;
}

/** Opens a gateway on `127.0.0.1` to the sandbox at an address, which may be another one after a restart. */
export async function openGateway(sandbox: () => string): Promise<Gateway> {
  const trips: Trip[] = [];
  const asking = new EventEmitter();
  const gateway: Gateway = { url: '', trips, asked, close };
  const server = createServer(async (request, response) => {
    // A browser repeats a request by itself where a connection that was used before breaks.
    response.shouldKeepAlive = false;
    const trip = beginTrip(sandbox(), request, response);
    trips.push(trip);
    asking.emit('request');
    try {
      await (gateway.fate ?? passOn)(trip);
    } catch {
      // The sandbox is down, or one of the two has hung up.
      trip.cut();
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gateway;

  async function asked(which: RegExp) {
    while (!trips.some((trip) => isOf(which, trip))) await once(asking, 'request');
  }

  function close() {
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

/** Whether a trip is for this method and path: `/^POST \/v1\/tokens$/`. */
export const isOf = (which: RegExp, { method, path }: Trip): boolean => which.test(`${method} ${path}`);

const passOn: Fate = (trip) => trip.pass();

function beginTrip(sandbox: string, request: IncomingMessage, response: ServerResponse): Trip {
  const { method = 'GET', url = '/', headers } = request;
  const body = readAll(request);
  body.catch(() => {});
  const carryOut = async () => forward(sandbox + url, method, headers, await body);
  return {
    method,
    path: url,
    headers,
    response,
    carryOut,
    async pass() {
      const reply = await carryOut();
      response.writeHead(reply.status, endToEnd(reply.headers)).end(reply.body);
    },
    cut: () => void request.socket.destroy(),
  };
}

function forward(url: string, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(url, { method, headers, agent: false }, (incoming) => {
      const { statusCode = 0, headers: answered } = incoming;
      readAll(incoming).then((all) => resolve({ status: statusCode, headers: answered, body: all }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

/** Headers that are of one connection, and not of the answer. */
const OF_A_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

export const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.includes(name)));

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
