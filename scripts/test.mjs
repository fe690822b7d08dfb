/**
 * Runs the tests: those of `npm test`, or with `rest` what these leave out. `npm test` is two runs of Vitest at the same time,
 * the second of which mostly waits for what the platform does later: its output follows that of the first. The last lines name
 * what failed in any run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { install } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const RESULTS = '.cache/test-results';

/** Starts Vitest with these projects. Its output goes here, or can be read from its `stdout`. */
function startVitest({ projects, flags = [] }, output) {
  const args = [
    ...projects.flatMap((name) => ['--project', name]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}/${projects[0]}.json`],
    ...flags,
  ];
  return spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: ['ignore', output, 'inherit'],
  });
}

/** Returns whether all tests of a run have passed. */
async function passes(run) {
  const [code] = await once(run, 'exit');
  return code === 0;
}

/** Prints a line for each test that failed, and for each file that did not load. */
function printFailures() {
  const lines = readdirSync(RESULTS)
    .flatMap((name) => JSON.parse(readFileSync(join(RESULTS, name), 'utf8')).testResults)
    .filter(({ status }) => status === 'failed')
    .flatMap(failuresOf);
  if (lines.length > 0) process.stdout.write(`\nFailed:\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

function failuresOf({ name, message, assertionResults }) {
  const path = relative('.', name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return [`${path}: ${firstLine(message)}`];
  return failed.map((test) => `${path} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

const firstLine = (message = '') => message.split('\n', 1)[0];

async function runShare() {
  const flags = ['--tags-filter', 'not thorough'];
  const first = startVitest({ projects: ['unit', 'fuzz', 'browser', 'attacks'], flags }, 'inherit');
  const second = startVitest({ projects: ['sandbox'], flags }, 'pipe');
  const said = text(second.stdout);
  const ends = await Promise.all([first, second].map(passes));
  process.stdout.write(await said);
  return ends.every(Boolean);
}

/**
 * Three runs, one after the other: the thorough tests fill all cores; what kills processes, installs packages and asks
 * PostgreSQL often waits, so that each fills the others' gaps; other engines have deadlines that a busy machine would not meet.
 */
async function runRest() {
  await buildIfStale();
  const thorough = {
    projects: ['unit', 'fuzz', 'sandbox', 'browser', 'attacks'],
    flags: ['--tags-filter', 'thorough', ...thoroughFiles()],
  };
  const others = [['crash', 'postgres', 'ecosystem'], ['engines']].map((projects) => ({
    projects,
    flags: ['--passWithNoTests'],
  }));
  // It waits for the network. Where it fails, the tests' own setup tries again, and says why.
  const installed = install('test/ecosystem').catch(() => {});
  let passed = await passes(startVitest(thorough, 'inherit'));
  await installed;
  for (const run of others) passed = (await passes(startVitest(run, 'inherit'))) && passed;
  return passed;
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

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const passed = process.argv[2] === 'rest' ? await runRest() : await runShare();
printFailures();
process.exitCode = passed ? 0 : 1;
