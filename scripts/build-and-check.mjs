/**
 * Builds and checks for `npm test`, on two cores at the same time. The check of types needs those that the build writes, and
 * takes as long as the bundles and lint together.
 */
import { fileURLToPath } from 'node:url';
import { npm } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (script) => npm(root, ['run', '--silent', script]);

const results = await Promise.allSettled([
  run('build:bundles').then(() => run('check:lint')),
  run('build:types').then(() => run('check:types')),
]);
for (const { reason } of results) {
  if (!reason) continue;
  process.stderr.write(`${reason.message}\n`);
  process.exitCode = 1;
}
