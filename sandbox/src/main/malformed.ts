import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { invalidRequest } from '../kernel/errors.js';
import { refusal } from '../kernel/http/answer.js';

/** Faults of requests that Node's parser rejects, by the code of its error. */
const GIVEN_UP: Record<string, [status: string, message: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'its headers and its address are too long'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'its chunks have extensions that are too long'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'it did not arrive in time'],
};
const NO_HTTP: [status: string, message: string] = ['400 Bad Request', 'it is not HTTP/1.1'];

const body = (message: string) => refusal(invalidRequest(`Invalid request: ${message}.`)).body;

/** Returns the answer to a request whose address is not a URL, such as one with an invalid `Host`. */
export const badAddress = (): Response =>
  new Response(body('its path or its Host header is not part of a URL'), {
    status: 400,
    headers: { 'Content-Type': 'application/json' },
  });

interface ParserError extends NodeJS.ErrnoException {
  /** The bytes that arrived last. */
  rawPacket?: Buffer;
}

/** Answers in the API's own shape to bytes that are not a request: Node would send only a status. */
export function answerMalformed(server: Server): void {
  server.on('clientError', ({ code = '', rawPacket }: ParserError, socket: Duplex) => {
    if (!socket.writable || code === 'ECONNRESET') return void socket.destroy();
    const [status, message] = GIVEN_UP[code] ?? NO_HTTP;
    // An answer to HEAD ends with its headers.
    const text = rawPacket?.subarray(0, 5).toString() === 'HEAD ' ? '' : body(message);
    const head = [
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  });
}
