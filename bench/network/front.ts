import { createHash, X509Certificate } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { createSecureServer, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import { generate } from 'selfsigned';

/** A server on the internet: TLS and HTTP/2 in front of a server on this machine, with compressed files. */
export interface Front {
  port: number;
  /** Hash of its public key, as `--ignore-certificate-errors-spki-list` takes it. */
  spki: string;
  /** The requests that have arrived there, with the time in ms since the epoch. */
  requests: { path: string; at: number }[];
  /** Whether its answers are stale at once where a cache may keep them for minutes, as they are on the next day. */
  ages: boolean;
  close(): Promise<void>;
}

/** Headers of a connection, which HTTP/2 does not have. */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Creates a front with a certificate of its own.
 *
 * @param name The host name that browsers know it by.
 * @param target Origin of the server behind it.
 */
export async function createFront(name: string, target: string): Promise<Front> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const agent = new Agent({ keepAlive: true });
  const requests: Front['requests'] = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createSecureServer({ key, cert }, (asked, answer) => {
    requests.push({ path: asked.url, at: performance.timeOrigin + performance.now() });
    const headers = { ...plain(asked.headers), host: asked.authority, 'x-forwarded-proto': 'https' };
    const behind = request(target + asked.url, { agent, method: asked.method, headers }, (reply) =>
      passOn(reply, answer, front.ages).catch(() => answer.stream?.destroy()),
    );
    behind.on('error', () => answer.stream?.destroy());
    asked.pipe(behind);
  });
  server.on('session', (session) => {
    sessions.add(session);
    // A browser that goes away in the middle is no fault.
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });

  const front: Front = {
    port: (server.address() as AddressInfo).port,
    spki: createHash('sha256').update(spki).digest('base64'),
    requests,
    ages: false,
    close() {
      for (const session of sessions) session.destroy();
      agent.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return front;
}

async function passOn(reply: IncomingMessage, answer: Http2ServerResponse, ages: boolean) {
  const body = await buffer(reply);
  const { statusCode = 502, headers } = reply;
  const isFile = body.length > 0 && /javascript|html/.test(headers['content-type'] ?? '');
  const content = isFile ? packed(body) : body;
  answer.writeHead(statusCode, {
    ...plain(headers),
    ...(isFile && packedHeaders(headers, content)),
    ...(ages && aged(headers['cache-control'])),
  });
  answer.end(content);
}

const plain = (headers: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(':') && !OF_CONNECTION.has(name)),
  );

const packedHeaders = ({ vary }: IncomingHttpHeaders, { length }: Buffer) => ({
  'content-encoding': 'br',
  'content-length': `${length}`,
  vary: [vary, 'Accept-Encoding'].filter(Boolean).join(', '),
});

const aged = (cacheControl = '') =>
  cacheControl && { 'cache-control': cacheControl.replace(/max-age=\d{1,4}\b/, 'max-age=0') };

const packs = new Map<string, Buffer>();

/** Compresses a file once, as hosts do. */
function packed(body: Buffer): Buffer {
  const hash = createHash('sha256').update(body).digest('hex');
  const pack = packs.get(hash) ?? brotliCompressSync(body);
  packs.set(hash, pack);
  return pack;
}
