/**
 * Readies the declarations that `tsc` wrote for the package: takes away what no entry reaches, and lays the rest out once
 * more for CommonJS, where the same names mean other modules.
 */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const types = 'dist/types';
const forCommonJs = 'dist/types-cjs';

const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
const entries = Object.values(exports).flatMap(({ import: entry }) => entry?.types ?? []);

const reached = new Set();

async function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from |import\()'(\.[^']*)\.js'/g))
    await reach(resolve(dirname(file), `${path}.d.ts`));
}

for (const entry of entries) await reach(resolve(entry));
for (const name of await readdir(types, { recursive: true })) {
  const file = resolve(types, name);
  if (name.endsWith('.ts') && !reached.has(file)) await rm(file);
}
await rm(forCommonJs, { recursive: true, force: true });
await cp(types, forCommonJs, { recursive: true });
await writeFile(join(forCommonJs, 'package.json'), '{ "type": "commonjs" }\n');
