import qs from 'qs';
import { ApiError, invalidRequest } from '../errors.js';

/** The most that a request's body may hold, in bytes. */
export const BODY_LIMIT = 64 * 1024;

const LIMITS = { depth: 6, strictDepth: true, parameterLimit: 500, arrayLimit: 100 } as const;

/** Parameters as they arrive: text, or lists and hashes of them. Objects have no prototype. */
export type Params = Record<string, unknown>;

/**
 * Reads a form-encoded body.
 *
 * @throws ApiError 413 for one over the limit, 415 for another content type, 400 for bytes that are no UTF-8.
 */
export async function readForm(request: Request): Promise<Params> {
  const bytes = await readBytes(request).catch(interrupted);
  if (bytes.byteLength === 0) return parseForm('');
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw invalidRequest(
      `Invalid request: the body's content type must be application/x-www-form-urlencoded${type === 'application/json' ? ', not JSON' : ''}.`,
      {},
      415,
    );
  }
  return parseForm(decodeUtf8(bytes));
}

/**
 * Parses parameters with brackets, such as `card[number]=…`.
 *
 * @throws ApiError 400 for too many, too deep, badly encoded ones, for zero characters, and for names that reach for a
 * prototype.
 */
export function parseForm(text: string): Params {
  if (text.split('&', LIMITS.parameterLimit + 1).length > LIMITS.parameterLimit) {
    throw invalidRequest(`Invalid request: more than ${LIMITS.parameterLimit} parameters.`);
  }
  try {
    return qs.parse(text, { ...LIMITS, plainObjects: true, decoder: decodePart });
  } catch (error) {
    if (error instanceof RangeError)
      throw invalidRequest('Invalid request: parameters are nested too deeply.');
    throw error;
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  // Node reads no more of a body than its declared length; only one without a length has to be counted.
  const length = request.headers.get('content-length');
  if (length !== null) {
    if (Number(length) > BODY_LIMIT) throw tooLarge();
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function interrupted(error: unknown): never {
  if (error instanceof ApiError) throw error;
  throw invalidRequest('Invalid request: the connection was closed before the whole body had arrived.');
}

const tooLarge = () =>
  invalidRequest(`Invalid request: the body is larger than ${BODY_LIMIT / 1024} KiB.`, {}, 413);

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badEncoding();
  }
}

function decodePart(part: string, _decode: unknown, _charset: unknown, type?: 'key' | 'value'): string {
  const text = decodePercent(part.replaceAll('+', ' '));
  // PostgreSQL takes no text that has one.
  if (text.includes('\0')) throw invalidRequest('Invalid request: a parameter has a zero character in it.');
  // The parser would drop such a name in silence; being told is better.
  if (type === 'key' && text.includes('__proto__')) {
    throw invalidRequest(`Received unknown parameter: ${text}`, { code: 'parameter_unknown', param: text });
  }
  return text;
}

function decodePercent(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badEncoding();
  }
}

const badEncoding = () => invalidRequest('Invalid request: the body is not valid UTF-8.');
