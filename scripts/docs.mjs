/**
 * `npm run docs`: builds the documentation as a site, which the sandbox then serves at `/docs`. `npm run docs -- dev`
 * serves it while it is being written. VitePress has its own packages, which nothing else needs.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const folder = fileURLToPath(new URL('site', import.meta.url));
const [command = 'build', ...flags] = process.argv.slice(2);

await install(folder);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitepress/bin/vitepress.js', command, '.', ...flags],
  { cwd: folder, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
