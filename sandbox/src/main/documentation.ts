import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type HostFile, readHostFile } from './host-files.js';

/** What a reader is told where there is no such page. */
export const noPage = (folder: string) =>
  existsSync(folder)
    ? 'The documentation has no such page: it begins at /docs/.\n'
    : 'The documentation is not built here: in a clone of the repository, `npm run docs` builds it.\n';

/** Finds a page of the documentation, or what belongs to one, by its path in the site: a page's has no ending. */
export function pageAt(path: string, folder: string): HostFile | undefined {
  if (!existsSync(folder)) return undefined;
  // Only what is in the folder can be found, whatever the path looks like.
  const names = new Set(
    readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => /\.\w+$/.test(name)),
  );
  const name = [path, `${path}.html`, `${path}index.html`].find((candidate) => names.has(candidate));
  if (!name) return undefined;
  const file = readHostFile(join(folder, name), name.startsWith('assets/') ? ASSET_HEADERS : PAGE_HEADERS);
  if (name.endsWith('.html')) file.headers['content-security-policy'] = policyOf(file.body);
  return file;
}

const PAGE_HEADERS = {
  'Cache-Control': 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The name of an asset has its hash. */
const ASSET_HEADERS = { ...PAGE_HEADERS, 'Cache-Control': 'public, max-age=31536000, immutable' };

/** A page runs its own scripts, those in it by their hashes, and asks no other host for anything. */
function policyOf(page: Uint8Array): string {
  const inline = Buffer.from(page)
    .toString()
    .matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.+?)<\/script>/gs);
  const hashes = [...inline].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
