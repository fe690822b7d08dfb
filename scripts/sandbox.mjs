/** `npm run sandbox`: only the sandbox, for tests of your own. Its flags are those of `payframe-sandbox`. */
import { buildIfStale } from './build.mjs';
import { followNpm } from './follow-npm.mjs';
import { install } from './install.mjs';

try {
  await install();
  await buildIfStale();
  followNpm();
  await import('../sandbox/bin/payframe-sandbox.mjs');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
