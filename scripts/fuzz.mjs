/**
 * Tries the properties in `test/fuzz` with many cases: `FUZZ_RUNS` of each, by default 100,000. What fails is printed
 * with its seed; `FUZZ_SEED` has the same cases tried again. What is given is handed on to vitest: a file's name, or `-t`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const { FUZZ_RUNS = '100000', FUZZ_SEED = `${Date.now() % 2 ** 31}` } = process.env;
console.log(`FUZZ_RUNS=${FUZZ_RUNS} FUZZ_SEED=${FUZZ_SEED}`);
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'fuzz', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_RUNS, FUZZ_SEED },
  },
);
process.exitCode = status ?? 1;
