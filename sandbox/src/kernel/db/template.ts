import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryFS, type PGlite } from '@electric-sql/pglite';
import { entries, readTemplate } from './template-archive.js';

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
  /** @param archive The template, which becomes the memory's own. */
  constructor(private readonly archive: Promise<Uint8Array>) {
    super();
    // `initialSyncFs` reports the error, and may not be there yet.
    archive.catch(() => {});
  }

  override async initialSyncFs(): Promise<void> {
    const { FS, ENV } = (this.pg as PGlite).Module;
    for (const { path, isDirectory, content } of entries(await this.archive)) {
      const place = `${ENV.PGDATA}/${path}`;
      if (isDirectory) FS.mkdirTree(place);
      else FS.writeFile(place, content, { canOwn: true });
    }
  }
}
