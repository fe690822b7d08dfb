import qs from 'qs';
import { ApiError, invalidRequest } from '../errors.js';

/** Largest request body, in bytes. */
const BODY_LIMIT = 64 * 1024;

/** Largest body that has a file in it. */
const UPLOAD_LIMIT = 10 * 1024 * 1024;

// `allowSparse` keeps the gaps of a list that was sent with some, such as `[0]` and `[2]`, until metadata
// with such names is turned back into a hash.
const LIMITS = {
  depth: 6,
  strictDepth: true,
  parameterLimit: 500,
  arrayLimit: 100,
  allowSparse: true,
} as const;

/** Parameters as they arrive: text, or lists and hashes of it. Objects have no prototype. */
export type Params = Record<string, unknown>;

/**
 * Reads a form-encoded body.
 *
 * @throws ApiError 413 for one over the limit, 415 for another content type or any content encoding, 400 for
 * bytes that are not UTF-8.
 */
export async function readForm(request: Request): Promise<Params> {
  refuseEncoded(request.headers.get('content-encoding'));
  const bytes = await readBytes(request, BODY_LIMIT).catch(interrupted);
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

/** A file of a form. Its contents are measured, and not kept. */
export interface Upload {
  filename: string;
  /** In bytes. */
  size: number;
  /** What its first bytes say; `null` for anything else. */
  type: FileType | null;
}

/** The kinds of files that are told apart, by the bytes that they begin with. */
const SIGNATURES = {
  jpg: [0xff, 0xd8, 0xff],
  pdf: [0x25, 0x50, 0x44, 0x46],
  png: [0x89, 0x50, 0x4e, 0x47],
} as const;

export type FileType = keyof typeof SIGNATURES;

export const FILE_TYPES = Object.keys(SIGNATURES) as FileType[];

/**
 * Reads a body that may have files in it. In place of a file is an `Upload`.
 *
 * @throws ApiError 413 for one over the limit, 400 for one that cannot be read, and what `readForm` throws for other content types.
 */
export async function readUpload(request: Request): Promise<Params> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return readForm(request);
  refuseEncoded(request.headers.get('content-encoding'));
  const bytes = await readBytes(request, UPLOAD_LIMIT).catch(interrupted);
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(unreadable);
  const [texts, files] = [new URLSearchParams(), Object.create(null) as Params];
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') texts.append(name, value);
    else files[name] = await uploadOf(value);
  }
  return Object.assign(parseForm(texts.toString()), files);
}

async function uploadOf(file: File): Promise<Upload> {
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const type = FILE_TYPES.find((one) => SIGNATURES[one].every((byte, place) => beginning[place] === byte));
  return { filename: file.name, size: file.size, type: type ?? null };
}

function unreadable(): never {
  throw invalidRequest('Invalid request: the body is not a multipart form.');
}

/** Reads the text of a field of a form; anything else that has its name counts as empty. */
export const textIn = (form: Params, name: string): string =>
  typeof form[name] === 'string' ? form[name] : '';

/**
 * Parses parameters with brackets, such as `card[number]=…`.
 *
 * @throws ApiError 400 for too many, too deep or badly encoded ones, for zero characters, for names that
 * reach for a prototype, and for metadata without names.
 */
export function parseForm(text: string): Params {
  if (text.split('&', LIMITS.parameterLimit + 1).length > LIMITS.parameterLimit) {
    throw invalidRequest(`Invalid request: more than ${LIMITS.parameterLimit} parameters.`);
  }
  try {
    return withHashes(qs.parse(text, { ...LIMITS, plainObjects: true, decoder: decodePart }));
  } catch (error) {
    if (error instanceof RangeError)
      throw invalidRequest('Invalid request: parameters are nested too deeply.');
    throw error;
  }
}

/** Turns metadata whose names are numbers back into a hash, because the parser makes a list of it. */
function withHashes(params: Params): Params {
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) params[name] = name === 'metadata' ? hashOf(value) : value.filter(() => true);
    else if (typeof value === 'object' && value !== null) withHashes(value as Params);
  }
  return params;
}

const hashOf = (list: unknown[]): Params => Object.assign(Object.create(null), list);

// A compressed body that is read as plain text would give parameters that nobody sent.
function refuseEncoded(encoding: string | null): void {
  if (encoding === null || encoding.trim().toLowerCase() === 'identity') return;
  throw invalidRequest(
    'Invalid request: a body with a Content-Encoding is not read. Send it as it is, without compression.',
    {},
    415,
  );
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  // Node reads no more of a body than its declared length. Only a body without a length has to be counted.
  const length = request.headers.get('content-length');
  if (length !== null) {
    if (Number(length) > limit) throw tooLarge(limit);
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function interrupted(error: unknown): never {
  if (error instanceof ApiError) throw error;
  throw invalidRequest('Invalid request: the connection was closed before the whole body had arrived.');
}

const tooLarge = (limit: number) =>
  invalidRequest(`Invalid request: the body is larger than ${limit / 1024} KiB.`, {}, 413);

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badEncoding();
  }
}

function decodePart(part: string, _decode: unknown, _charset: unknown, type?: 'key' | 'value'): string {
  const text = decodePercent(part.replaceAll('+', ' '));
  // PostgreSQL accepts no text with a zero character.
  if (text.includes('\0')) throw invalidRequest('Invalid request: a parameter has a zero character in it.');
  if (type === 'key') refuseName(text);
  return text;
}

// Names that every object has. The parser, or the check of a hash, would drop them without an error.
const OF_EVERY_OBJECT = /__proto__|(?:^|\[)(?:constructor|prototype)(?:[[\]]|$)/;
const NAMELESS_METADATA = /(?:^|\[)metadata\]?\[\]/;

function refuseName(name: string): void {
  if (OF_EVERY_OBJECT.test(name)) {
    throw invalidRequest(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
  }
  if (NAMELESS_METADATA.test(name)) {
    const param = name.slice(0, name.indexOf('[]'));
    throw invalidRequest(
      `Invalid hash: ${param} needs a name between its brackets, such as ${param}[order].`,
      {
        code: 'parameter_invalid_hash',
        param,
      },
    );
  }
}

function decodePercent(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badEncoding();
  }
}

const badEncoding = () => invalidRequest('Invalid request: the body is not valid UTF-8.');
