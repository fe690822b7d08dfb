/**
 * Builds and checks for `npm test`. The check needs the types that the build writes, but not its bundles, so that
 * both run at the same time.
 */
import { fileURLToPath } from 'node:url';
import { npm } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (script) => npm(root, ['run', '--silent', script]);

const results = await Promise.allSettled([run('build:bundles'), run('build:types').then(() => run('check'))]);
for (const { reason } of results) {
  if (!reason) continue;
  process.stderr.write(`${reason.message}\n`);
  process.exitCode = 1;
}
