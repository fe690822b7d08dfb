import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './stats.js';

const BYTES = 100_000_000;
const RUNS = 5;
const GOAL_SECONDS = 5;

/** How long the command takes for 100 MB of what packages ship as built files and source maps, its own start included. */
export function printGuardTime(): void {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-guard-'));
  try {
    const files = fill(folder);
    const times = Array.from({ length: RUNS }, () => timeToFind(folder));
    const seconds = median(times) / 1_000;
    console.log(
      `payframe-guard on ${BYTES / 1e6} MB in ${files} files, with one key among them (${RUNS} runs)\n` +
        `  ${seconds.toFixed(2)} s, ${(BYTES / 1e6 / seconds).toFixed(0)} MB/s, ` +
        `goal under ${GOAL_SECONDS} s: ${seconds < GOAL_SECONDS ? 'met' : 'MISSED'}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Copies built files until there are enough, and hides a key behind them. */
function fill(folder: string): number {
  let bytes = 0;
  let count = 0;
  for (const { parentPath, name } of readdirSync('node_modules', { recursive: true, withFileTypes: true })) {
    if (bytes >= BYTES) break;
    const path = join(parentPath, name);
    if (!/\.(?:[cm]?js|map)$/.test(name)) continue;
    const { size } = statSync(path);
    // Smaller ones are modules, which a bundler would put together.
    if (size < 20_000) continue;
    copyFileSync(path, join(folder, `${count++}-${name}`));
    bytes += size;
  }
  const key = ['sk', 'test', 'A1b2C3d4E5f6G7h8I9j0K1l2'];
  writeFileSync(join(folder, 'z.js'), `const a=${JSON.stringify(key)}.join("_")`);
  return count + 1;
}

function timeToFind(folder: string): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['dist/guard/payframe-guard.mjs', folder]);
  const time = performance.now() - start;
  if (status !== 1) throw new Error(`The key was not found: payframe-guard exited with ${status}.`);
  return time;
}
