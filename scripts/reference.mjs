/**
 * Writes `docs/api` from the types; a test tells when a name is missing. TypeDoc runs on another TypeScript than ours, so
 * that it has packages of its own, which nothing else needs.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const folder = fileURLToPath(new URL('reference', import.meta.url));

await install(folder);
const { status } = spawnSync(process.execPath, ['node_modules/typedoc/bin/typedoc'], {
  cwd: folder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
