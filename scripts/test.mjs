/**
 * Runs the tests: those of `npm test`, or with `rest` what these leave out. Each is two runs of Vitest at the same time, the
 * second of which mostly waits: for what the platform does later, for npm, for a process that starts or was killed. What the
 * second one says comes last, as a whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** Starts Vitest with these projects. What it says goes here, or is to be read from its `stdout`. */
function startVitest({ projects, flags = [] }, output) {
  const args = [...projects.flatMap((name) => ['--project', name]), ...flags];
  return spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: ['ignore', output, 'inherit'],
  });
}

/** Returns whether all tests of both runs have passed. */
async function runBoth(first, second) {
  const runs = [startVitest(first, 'inherit'), startVitest(second, 'pipe')];
  const said = text(runs[1].stdout);
  const ends = await Promise.all(runs.map((run) => once(run, 'exit')));
  process.stdout.write(await said);
  return ends.every(([code]) => code === 0);
}

function runShare() {
  const flags = ['--tags-filter', 'not thorough'];
  return runBoth(
    { projects: ['unit', 'fuzz', 'browser', 'attacks'], flags },
    { projects: ['sandbox'], flags },
  );
}

async function runRest() {
  await buildIfStale();
  return runBoth(
    {
      projects: ['unit', 'fuzz', 'sandbox', 'browser', 'attacks'],
      flags: ['--tags-filter', 'thorough', ...thoroughFiles()],
    },
    { projects: ['crash', 'postgres', 'engines', 'ecosystem'], flags: ['--passWithNoTests'] },
  );
}

/** The test files that have a test with the tag `thorough`. Vitest would load all others too, which takes a minute. */
const thoroughFiles = () =>
  readdirSync('test', { recursive: true })
    .map((name) => join('test', name))
    .filter((path) => /\.test\.tsx?$/.test(path) && namesTag(path));

/** Whether a file, or one of the helpers that it imports, has the tag's name. */
function namesTag(path) {
  const source = readFileSync(path, 'utf8');
  if (/\bthorough\b/.test(source)) return true;
  return [...source.matchAll(/ from '(\..+)\.js'/g)]
    .map(([, name]) => `${join(dirname(path), name)}.ts`)
    .some((helper) => /^test\b/.test(helper) && existsSync(helper) && namesTag(helper));
}

const passed = process.argv[2] === 'rest' ? await runRest() : await runShare();
process.exitCode = passed ? 0 : 1;
