/** Tiny HTTP servers on a loopback name: `localhost` and `127.0.0.1` are two sites to a browser. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers: a page's HTML, a whole answer, or a handler of its own. */
export type Answer =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Buffer }
  | Handler;
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface TestServer {
  /** The origin, without a slash at its end. */
  url: string;
  /** What was asked for, in order. */
  requests: { method: string; url: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** Serves answers by path; any other path is 404. */
export async function serve(
  answers: Record<string, Answer>,
  host: 'localhost' | '127.0.0.1' = 'localhost',
): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    void answer(answers[new URL(request.url ?? '/', 'http://any').pathname], request, response);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  found: Answer | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (typeof found === 'function') return found(request, response);
  const whole = typeof found === 'string' ? { body: found } : (found ?? { status: 404 });
  response.writeHead(whole.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...whole.headers });
  response.end(whole.body);
}
