import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file that the host serves, with all its headers. */
export interface HostFile {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
  /** `null` for an immutable file, which is never requested again. */
  etag: string | null;
}

/** Every path that the host serves beside the API. */
export type HostFiles = ReadonlyMap<string, HostFile>;

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads the frames and the SDK into memory, as the build's manifest (`headers.json`) lists them. A file that
 * it does not list can't be reached, whatever the path looks like. A directory without a manifest has nothing
 * to serve.
 *
 * @param shops Origins that may show the frames; by default all may. Each page around a frame has to be on
 * one of them.
 */
export function readHostFiles(directory: string, shops?: string[]): HostFiles {
  const manifest = join(directory, 'headers.json');
  if (!existsSync(manifest)) return new Map();
  const listed: Record<string, Record<string, string>> = JSON.parse(readFileSync(manifest, 'utf8'));
  return new Map(
    Object.entries(listed).map(([path, headers]) => [
      path,
      readHostFile(join(directory, path), shops ? keepTo(shops, path, listed) : headers),
    ]),
  );
}

/** Returns the headers of a file, where only these shops may show the frames. */
function keepTo(
  shops: string[],
  path: string,
  listed: Record<string, Record<string, string>>,
): Record<string, string> {
  const headers = listed[path] ?? {};
  // The page that banks lead back to is in the bank's frame, which is in a frame of this host.
  if (!/^\/frame\/.*\.html$/.test(path) || path.endsWith('/authenticated.html')) return headers;
  // A browser that keeps a document for good would keep its list of shops as long.
  const ofNewest = listed[newestOf(path)] ?? headers;
  // The host’s own pages, such as that of an invoice, show the frames too.
  const policy = [ofNewest['Content-Security-Policy'], `frame-ancestors 'self' ${shops.join(' ')}`];
  return { ...ofNewest, 'Content-Security-Policy': policy.filter(Boolean).join('; ') };
}

/** Returns the address at which a document of any build is the newest one. */
const newestOf = (path: string) => path.replace(/^(\/frame\/v\d+)\/[0-9a-f]{8}(\/\w+\.html)$/, '$1$2');

/**
 * Finds the file at a path. A document of another build is not kept: its script works with the newest one,
 * which no cache may keep under that name.
 */
export function fileAt(files: HostFiles, path: string): HostFile | undefined {
  const file = files.get(path);
  const newest = files.get(newestOf(path));
  if (file || !newest) return file;
  const { etag: _, ...headers } = newest.headers;
  return { ...newest, etag: null, headers: { ...headers, 'cache-control': 'no-store' } };
}

/** Reads a file that is served with these headers, beside those that its kind and its content ask for. */
export function readHostFile(file: string, listed: Record<string, string>): HostFile {
  const body = new Uint8Array(readFileSync(file));
  const headers = new Headers({ 'Content-Type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream' });
  for (const [name, value] of Object.entries(listed)) headers.set(name, value);
  const etag = headers.get('cache-control')?.includes('immutable') ? null : etagOf(body);
  if (etag) headers.set('etag', etag);
  return { body, headers: Object.fromEntries(headers), etag };
}

const APPROVED_FONTS = '/frame/v1/fonts.json';

/**
 * Returns the same files, with a list of fonts that may draw the text that a person types. The frame knows
 * the fonts by their hashes.
 */
export function approveFonts(files: HostFiles, paths: string[]): HostFiles {
  const listed = files.get(APPROVED_FONTS);
  if (!listed || paths.length === 0) return files;
  const sha256 = paths.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
  const body = new TextEncoder().encode(JSON.stringify({ sha256 }));
  const etag = etagOf(body);
  return new Map([...files, [APPROVED_FONTS, { body, etag, headers: { ...listed.headers, etag } }]]);
}

/** Where Apple looks for the file that proves whose domain it is. */
const DOMAIN_ASSOCIATION = '/.well-known/apple-developer-merchantid-domain-association';

/** Returns the same files, with the one that a merchant of Apple Pay has been given for its domain, if there is one. */
export function withDomainAssociation(files: HostFiles, path: string | undefined): HostFiles {
  if (!path) return files;
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  return new Map([...files, [DOMAIN_ASSOCIATION, readHostFile(path, headers)]]);
}

const etagOf = (body: Uint8Array) =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** Answers a GET or HEAD for a file of the host, with 304 where the client already has it. */
export function serveFile(file: HostFile, request: Request): Response {
  const headers = headersFor(file, request);
  if (file.etag && matches(request.headers.get('if-none-match'), file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers['content-length'] = String(file.body.byteLength);
  return new Response(request.method === 'HEAD' ? null : file.body, { headers });
}

// Desktop Chromium isolates a frame of another site automatically. If it learns only from the answer that the
// origin wants isolation, it starts a second process for the frame, and the field is ready some 30 ms later.
function headersFor({ headers }: HostFile, { headers: asked }: Request): Record<string, string> {
  const isolated = asked.get('sec-fetch-site') === 'cross-site' && asked.get('sec-ch-ua-mobile') === '?0';
  if (!isolated) return { ...headers };
  const { 'origin-agent-cluster': _, ...rest } = headers;
  return rest;
}

function matches(condition: string | null, etag: string): boolean {
  return condition?.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag) ?? false;
}
