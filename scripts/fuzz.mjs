/**
 * Tests the properties in `test/fuzz` with many cases: `FUZZ_RUNS` of each, by default 100,000. They run in
 * rounds; each round prints its seed, with which its cases can be run again. Arguments are passed on to
 * vitest: a file's name, or `-t`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Largest number of cases in a round. A round is a process of its own, because jsdom keeps the window of
 * every iframe that was ever removed: 0.1 MB a case.
 */
const MOST_RUNS = 10_000;

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const args = [vitest, 'run', '--project', 'fuzz', ...process.argv.slice(2)];
let left = Number(process.env.FUZZ_RUNS ?? 100_000);
let seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

for (; left > 0 && !process.exitCode; left -= MOST_RUNS, seed += 1) {
  const FUZZ_RUNS = `${Math.min(left, MOST_RUNS)}`;
  console.log(`FUZZ_RUNS=${FUZZ_RUNS} FUZZ_SEED=${seed}`);
  const env = { ...process.env, FUZZ_RUNS, FUZZ_SEED: `${seed}` };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
}
