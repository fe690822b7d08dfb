/**
 * Runs what `npm test` leaves out, in two runs of Vitest at the same time: the second one often waits for npm, for a server
 * that starts, or for a process that was killed. What it says comes last, as a whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Starts Vitest with these projects. What it says goes here, or is to be read from its `stdout`. */
function startVitest(projects, flags, output) {
  const args = [...projects.flatMap((name) => ['--project', name]), ...flags];
  return spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: ['ignore', output, 'inherit'],
  });
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

await buildIfStale();
const thorough = startVitest(
  ['unit', 'fuzz', 'sandbox', 'browser', 'attacks'],
  ['--tags-filter', 'thorough', ...thoroughFiles()],
  'inherit',
);
const others = startVitest(['crash', 'postgres', 'engines', 'ecosystem'], ['--passWithNoTests'], 'pipe');
const said = text(others.stdout);
const ends = await Promise.all([thorough, others].map((run) => once(run, 'exit')));
process.stdout.write(await said);
process.exitCode = ends.every(([code]) => code === 0) ? 0 : 1;
