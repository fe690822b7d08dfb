import { compiledEngine } from '../kernel/db/engine.js';
import type { OpenDatabase } from '../kernel/db/open-database.js';
import { readTemplate } from '../kernel/db/template-archive.js';
import type { SandboxOptions } from './sandbox.js';
import { settings } from './settings.js';

/** Opens the database of a sandbox. Only the engine in use is loaded, because each takes a while. */
export async function openDatabase({
  memory = false,
  databaseUrl,
  dataDir = settings.data.default,
}: Pick<SandboxOptions, 'databaseUrl' | 'dataDir' | 'memory'>): Promise<OpenDatabase> {
  if (databaseUrl && !memory) {
    const { openPostgres } = await import('../kernel/db/postgres.js');
    return openPostgres(databaseUrl);
  }
  // Both are work for other threads, which they begin while this one loads the modules.
  void compiledEngine();
  const template = memory ? readTemplate() : undefined;
  const { openInDirectory, openInMemory } = await import('../kernel/db/pglite.js');
  return memory ? openInMemory(template) : openInDirectory(dataDir);
}
