import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes the dump of an empty, migrated PGlite database that every first start begins with. Running initdb takes 3 s, so
 * a dump that was made from the same migrations by the same PGlite is left as it is.
 */
export async function makeTemplate({ migrationsFolder, file }) {
  const made = `${file}.made-from`;
  const inputs = inputsOf(migrationsFolder);
  if (existsSync(file) && existsSync(made) && readFileSync(made, 'utf8') === inputs) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, new Uint8Array(await dump(migrationsFolder)));
  writeFileSync(made, inputs);
}

async function dump(migrationsFolder) {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  const pglite = await PGlite.create();
  await migrate(drizzle(pglite), { migrationsFolder });
  // Two databases that nobody opens are two thirds of its files.
  await pglite.query('update pg_database set datistemplate = false');
  for (const unused of ['template0', 'template1']) await pglite.query(`drop database ${unused}`);
  // Without a checkpoint every first start would replay all this from the log.
  await pglite.query('checkpoint');
  const archive = await pglite.dumpDataDir('gzip');
  await pglite.close();
  return archive.arrayBuffer();
}

/** What the dump depends on, as one hash. */
function inputsOf(migrationsFolder) {
  const hash = createHash('sha256')
    .update(pgliteVersion())
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(migrationsFolder, { recursive: true }).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  }
  return hash.digest('hex');
}

function pgliteVersion() {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return readFileSync(join(dirname(entry), '../package.json'), 'utf8');
}
