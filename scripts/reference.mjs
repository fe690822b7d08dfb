/**
 * Writes `docs/api` from the types; a test fails when a name is missing. TypeDoc runs on a different version
 * of TypeScript, so that it has its own packages, which nothing else needs.
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
