import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MemoryFS, type PGlite } from '@electric-sql/pglite';
import { templateFile } from '../../paths.js';

/**
 * Reads the build's dump of an empty, migrated database, as a tar archive. Running initdb instead takes 3 s
 * and 700 MB.
 */
async function readTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await promisify(gunzip)(await readFile(templateFile)));
  } catch (error) {
    throw new Error(`${templateFile} is missing or broken: run the build first.`, { cause: error });
  }
}

/**
 * Unpacks the template into a new directory. The directory appears complete or, if the process is killed, not
 * at all.
 */
export async function unpackTemplate(directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const { path, isDirectory, content } of entries(await readTemplate())) {
    if (isDirectory) mkdirSync(join(unfinished, path), { recursive: true, mode: 0o700 });
    else writeFileSync(join(unfinished, path), content, { mode: 0o600 });
  }
  renameSync(unfinished, directory);
}

/**
 * A file system in memory that has the template's files from the start. PGlite's own `loadDataDir` copies all
 * of them several times.
 */
export class TemplateInMemory extends MemoryFS {
  // It is unpacked on another thread while the engine is compiled.
  readonly #archive = readTemplate();

  constructor() {
    super();
    // `initialSyncFs` reports the error, and may not be there yet.
    this.#archive.catch(() => {});
  }

  override async initialSyncFs(): Promise<void> {
    const { FS, ENV } = (this.pg as PGlite).Module;
    for (const { path, isDirectory, content } of entries(await this.#archive)) {
      const place = `${ENV.PGDATA}/${path}`;
      if (isDirectory) FS.mkdirTree(place);
      else FS.writeFile(place, content, { canOwn: true });
    }
  }
}

const BLOCK = 512;

interface Entry {
  path: string;
  isDirectory: boolean;
  content: Uint8Array;
}

/**
 * Reads a tar archive in the `ustar` format of POSIX.1-1988: a header block, then the content in whole
 * blocks.
 */
function* entries(archive: Uint8Array): Generator<Entry> {
  let offset = 0;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    const [prefix, name] = [field(header, 345, 155), field(header, 0, 100)];
    if (!name) return; // an empty block ends the archive
    const size = Number.parseInt(field(header, 124, 12), 8) || 0;
    const start = offset + BLOCK;
    yield {
      path: (prefix ? `${prefix}/${name}` : name).replace(/^\//, ''),
      isDirectory: field(header, 156, 1) === '5',
      content: archive.subarray(start, start + size),
    };
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Reads a field of a header: text that ends at a zero byte. */
function field(header: Uint8Array, start: number, length: number): string {
  const bytes = header.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('latin1');
}
