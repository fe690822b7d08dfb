import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findEngines } from './test/engines/find-engines.js';
import { newestBinaries } from './test/sandbox/cluster.js';
import { OF_THE_OFFICIAL_CLIENT } from './test/sandbox/of-the-official-client.js';
import { QUICK_START } from './test/sandbox/quick-start.js';

// What Rollup puts in the place of these names.
const define = {
  VERSION: JSON.stringify('0.0.0-test'),
  LOCALES: JSON.stringify('/frame/v1/locales-test'),
  FRAMES: JSON.stringify('/frame/v1'),
};

// All projects are one group, so that no core waits for the last file of a project. A test often waits for a timer, a command
// or a browser: its core is free for other workers.
const onAllCores = {
  maxWorkers: availableParallelism() + 3,
  sequence: { groupOrder: 1 },
  // A busy machine may take longer than the second that Vitest waits for what a test polls.
  expect: { poll: { timeout: 15_000 } },
  // Tests make many objects that soon are garbage: with room for them, it is collected less often.
  execArgv: [...QUICK_START, '--max-semi-space-size=64'],
};

// `npm run test:rest` has a run of its own for these. Their files start processes that need a core themselves.
const beside = { maxWorkers: Math.max(2, availableParallelism() + 2), sequence: { groupOrder: 2 } };

// Other engines have deadlines of their own.
const otherEngines = { maxWorkers: Math.max(2, availableParallelism() + 1), sequence: { groupOrder: 3 } };

// A worker has its modules and the compiled database for all of its files.
const sandboxes = { ...onAllCores, isolate: false, testTimeout: 120_000, hookTimeout: 120_000 };

// A worker has its browser and its modules for all of its files.
const browsers = {
  ...onAllCores,
  isolate: false,
  testTimeout: 120_000,
  // The recipe builds a copy of the tree.
  hookTimeout: 300_000,
};

/** Order of the projects: those that tell the most in the least time come first. */
const PROJECTS = ['unit', 'fuzz', 'sandbox', 'browser', 'attacks'];

/** The files that take longest by far, in this order. */
const LONGEST = [
  'browser/faults/life',
  'browser/accessibility',
  'browser/documentation',
  'attacks/fonts',
  'browser/testing-helpers',
  'fuzz/routes',
  'browser/faults/api',
  'browser/packaging',
  'ecosystem/git-install',
  'ecosystem/next',
  'crash/payments',
  'ecosystem/reproducible',
  'crash/platform',
  'ecosystem/wrappers',
  'ecosystem/nuxt',
].map((name) => `/test/${name}.test.ts`);

/** Whether a file asks for a DOM in its first line. */
const hasDom = ({ moduleId }: TestSpecification) =>
  Number(readFileSync(moduleId, 'utf8').startsWith('// @vitest-environment jsdom\n'));

/**
 * Starts the longest files first: at the end all would wait for them. Files with a DOM follow each other, because a worker
 * ends where the next file needs another environment than its own, and takes its loaded modules with it.
 */
class InGoodOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projectOf = ({ project }: TestSpecification) => PROJECTS.indexOf(project.name);
    /** Its place among the longest, or behind them all. */
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return rank < 0 ? LONGEST.length : rank;
    };
    const sorted = await super.sort(files);
    return sorted.sort(
      (a, b) => rankOf(a) - rankOf(b) || projectOf(a) - projectOf(b) || hasDom(a) - hasDom(b),
    );
  }
}

/** The attacks that every engine sees. */
const attacksInEveryEngine = () =>
  readdirSync('test/attacks')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/attacks/${name}`)
    .filter((path) => readFileSync(path, 'utf8').includes("from './every-engine.js'"));

export default defineConfig({
  test: {
    // What one run has transformed, the next one reads: half the time of a run of few files, and of the second one of `test:all`.
    experimental: { fsModuleCache: true },
    sequence: { sequencer: InGoodOrder },
    tags: [{ name: 'thorough', description: 'What `npm test` leaves to `npm run test:all`.' }],
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: [
            'test/{keys,wire,page,frame,types,scripts,build,react,vue,element,guard,testing,docs,bench}/**/*.test.{ts,tsx}',
          ],
          setupFiles: ['test/empty-page.ts'],
          environment: 'node',
          ...onAllCores,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Each file leaves the page as it found it: a process of its own for each would take three times as long.
          isolate: false,
        },
      },
      {
        test: {
          name: 'sandbox',
          include: ['test/sandbox/**/*.test.ts'],
          setupFiles: ['test/sandbox/setup.ts'],
          environment: 'node',
          ...sandboxes,
        },
      },
      {
        define: { ...define },
        test: {
          name: 'fuzz',
          include: ['test/fuzz/*.test.ts'],
          setupFiles: ['test/fuzz/setup.ts'],
          environment: 'node',
          ...onAllCores,
          testTimeout: 3_600_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: newestBinaries() ? [...OF_THE_OFFICIAL_CLIENT, 'test/postgres/*.test.ts'] : [],
          globalSetup: newestBinaries() ? ['test/sandbox/in-postgres.ts'] : [],
          setupFiles: ['test/sandbox/setup.ts'],
          environment: 'node',
          ...sandboxes,
          ...beside,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/*.test.ts'],
          setupFiles: ['test/sandbox/setup.ts'],
          environment: 'node',
          ...sandboxes,
          ...beside,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          ...browsers,
        },
      },
      {
        test: {
          name: 'attacks',
          include: ['test/attacks/**/*.test.ts'],
          environment: 'node',
          ...browsers,
        },
      },
      {
        test: {
          name: 'engines',
          include: findEngines().length > 0 ? ['test/engines/*.test.ts', ...attacksInEveryEngine()] : [],
          provide: { otherEngines: true },
          environment: 'node',
          ...browsers,
          ...otherEngines,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'ecosystem',
          include: ['test/ecosystem/*.test.ts'],
          globalSetup: ['test/ecosystem/install.ts'],
          environment: 'node',
          ...onAllCores,
          ...beside,
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
