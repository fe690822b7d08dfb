import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Has the built `maker` make the dump of the PGlite database that every first start begins with. Running initdb takes
 * 2 s, so a dump that was made from the same migrations and `sources` by the same packages is left as it is.
 */
export function keepTemplate({ maker, sources, migrationsFolder, file }) {
  const made = `${file}.made-from`;
  const inputs = inputsOf(migrationsFolder, sources);
  if (existsSync(file) && existsSync(made) && readFileSync(made, 'utf8') === inputs) return;
  mkdirSync(dirname(file), { recursive: true });
  const run = fileURLToPath(new URL('run-maker.mjs', import.meta.url));
  // The engine runs once: to compile it for speed takes V8 a second and a half, more than it gains.
  execFileSync(process.execPath, ['--liftoff-only', run, maker, file]);
  writeFileSync(made, inputs);
}

/** What the dump depends on, as one hash. */
function inputsOf(migrationsFolder, sources) {
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', 'pg-boss']) hash.update(manifestOf(name));
  for (const source of sources) hash.update(readFileSync(source));
  for (const name of readdirSync(migrationsFolder, { recursive: true }).sort()) {
    // The journal tells which migrations a database has.
    if (/\.sql$|_journal\.json$/.test(name))
      hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  }
  return hash.digest('hex');
}

function manifestOf(name) {
  const entry = createRequire(import.meta.url).resolve(name);
  return readFileSync(join(dirname(entry), '../package.json'), 'utf8');
}
