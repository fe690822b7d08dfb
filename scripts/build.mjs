import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const built = [
  'dist/host/js/v1/payframe.js',
  'dist/payframe.mjs',
  'dist/guard/index.mjs',
  'dist/types-cjs/package.json',
  'sandbox/dist/index.mjs',
  'sandbox/dist/types/index.d.ts',
];
const sources = [
  'src',
  'sandbox/src',
  'sandbox/build',
  'sandbox/drizzle',
  'sandbox/rollup.config.mjs',
  'scripts',
  'rollup.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'sandbox/tsconfig.json',
  'sandbox/tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

/** Tools with packages of their own, which are installed when somebody uses them, and have no part in the build. */
const apart = ['scripts/reference', 'scripts/site'].map((path) => join(root, path));

/** Builds the SDK and the sandbox if a source is newer than the built files: on an unchanged clone, never. */
export async function buildIfStale() {
  const made = built.map((path) => newest(join(root, path)));
  if (Math.max(...sources.map((path) => newest(join(root, path)))) <= Math.min(...made)) return;
  process.stderr.write('Building the SDK and the sandbox …\n');
  await npm(root, ['run', '--silent', 'build']);
}

// A folder's own time counts too, because only that shows a deleted file.
function newest(path) {
  if (apart.includes(path) || !existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
