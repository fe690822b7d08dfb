/**
 * Prepares the declarations that `tsc` wrote for the packages: removes those that no entry reaches. The SDK's
 * declarations are written a second time for CommonJS, where the same names mean other modules.
 */
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

await readySdk('dist/types', 'dist/types-cjs');
await readySandbox('sandbox/dist/types-of-all', 'sandbox/dist/types');

async function readySdk(types, forCommonJs) {
  const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
  await keepReached(
    types,
    Object.values(exports).flatMap(({ import: entry }) => entry?.types ?? []),
  );
  await rm(forCommonJs, { recursive: true, force: true });
  await cp(types, forCommonJs, { recursive: true });
  await writeFile(join(forCommonJs, 'package.json'), '{ "type": "commonjs" }\n');
}

/**
 * Prepares the sandbox's declarations. They name those of `src/contract`, which are copied to `contract/`,
 * beside the sandbox's own.
 */
async function readySandbox(all, types) {
  const source = join(all, 'sandbox/src');
  await keepReached(all, [join(source, 'index.d.ts')]);
  for (const name of await readdir(source, { recursive: true })) {
    const file = join(source, name);
    if (name.endsWith('.ts')) await writeFile(file, withContractBeside(await readFile(file, 'utf8')));
  }
  await rename(join(all, 'src/contract'), join(source, 'contract'));
  await rm(types, { recursive: true, force: true });
  await rename(source, types);
  await rm(all, { recursive: true });
}

function withContractBeside(text) {
  return text.replace(/'\.\.\/\.\.\/((?:\.\.\/)*)src\/contract\//g, (_, up) => `'${up || './'}contract/`);
}

async function keepReached(folder, entries) {
  const reached = new Set();
  for (const entry of entries) await reach(resolve(entry), reached);
  for (const name of await readdir(folder, { recursive: true })) {
    const file = resolve(folder, name);
    if (name.endsWith('.ts') && !reached.has(file)) await rm(file);
  }
}

async function reach(file, reached) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from |import\()'(\.[^']*)\.js'/g))
    await reach(resolve(dirname(file), `${path}.d.ts`), reached);
}
