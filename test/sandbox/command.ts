import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestRunner } from 'vitest';
import { temporaryDirectory } from './harness.js';
import { QUICK_START } from './quick-start.js';

export const command = fileURLToPath(new URL('../../sandbox/bin/payframe-sandbox.mjs', import.meta.url));

const built = fileURLToPath(new URL('../../sandbox/dist/cli.mjs', import.meta.url));

const ofTest: ChildProcess[] = [];
const ofFile: ChildProcess[] = [];
const killAll = (children: ChildProcess[]) => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
};
export const killAfterTest = () => killAll(ofTest);
export const killAfterFile = () => killAll(ofFile);

/**
 * A running command, with all that it has written so far. It is killed after the test that starts it, or where a hook does
 * after the file's tests. Tests that run at the same time would kill each other's.
 */
export function run(
  args: string[],
  cwd = temporaryDirectory(),
  databaseUrl = '',
  variables: Record<string, string> = {},
) {
  if (!existsSync(built)) throw new Error('Build first: npx rollup -c sandbox/rollup.config.mjs');
  const child = spawn(process.execPath, [...QUICK_START, command, ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: databaseUrl, ...variables },
  });
  (TestRunner.getCurrentTest() ? ofTest : ofFile).push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = async (stream: 'stdout' | 'stderr', text: string) => {
    while (!output[stream].includes(text)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (child.exitCode !== null) throw new Error(`It ended: ${output.stderr}`);
    }
  };
  return { child, output, exited, until, cwd };
}

/** Starts the command with `--json` and waits until it is ready. */
export async function startCommand(args: string[] = [], cwd?: string, databaseUrl?: string) {
  const running = run(['--json', '--port', '0', ...args], cwd, databaseUrl);
  await running.until('stdout', '\n');
  return { ...running, ...JSON.parse(running.output.stdout) };
}
