import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findEngines } from './test/engines/find-engines.js';
import { newestBinaries } from './test/sandbox/cluster.js';

// What Rollup puts in the place of these names.
const define = {
  VERSION: JSON.stringify('0.0.0-test'),
  LOCALES: JSON.stringify('/frame/v1/locales-test'),
  FRAMES: JSON.stringify('/frame/v1'),
};

// By default one core stays free, for Vitest's own process, which has next to nothing to do while tests run.
const onAllCores = { maxWorkers: availableParallelism(), sequence: { groupOrder: 1 } };

// A worker has its modules and the compiled database for all of its files. While a test waits for a timer or for a command,
// its core is free for one more worker.
const sandboxes = {
  isolate: false,
  maxWorkers: availableParallelism() + 1,
  sequence: { groupOrder: 2 },
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

// A worker has its browser and its modules for all of its files. A browser often waits: for another process, for a timer.
const browsers = {
  isolate: false,
  maxWorkers: availableParallelism() + 1,
  testTimeout: 120_000,
  // The recipe builds a copy of the tree.
  hookTimeout: 300_000,
  // A busy machine may take longer than the second that Vitest waits for what a test polls.
  expect: { poll: { timeout: 15_000 } },
};

/** Starts each project's longest file first: others take as long together, and at the end all would wait for it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) =>
      /\/(sandbox\/crash|browser\/accessibility)\.test\.ts$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** What the official server client drives: on the embedded database, and once more on PostgreSQL where that is installed. */
const OF_THE_OFFICIAL_CLIENT = [
  'authentication',
  'charges',
  'confirmation-tokens',
  'constants',
  'customers',
  'debits',
  'declines',
  'disputes',
  'official-client',
  'payment-intents',
  'payment-methods',
  'refunds',
  'setup-intents',
];

/** The attacks that every engine sees. */
const attacksInEveryEngine = () =>
  readdirSync('test/attacks')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/attacks/${name}`)
    .filter((path) => readFileSync(path, 'utf8').includes("from './every-engine.js'"));

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: [
            'test/{keys,wire,page,frame,types,scripts,build,react,vue,element,guard,testing,docs,bench}/**/*.test.{ts,tsx}',
          ],
          environment: 'node',
          ...onAllCores,
          testTimeout: 30_000,
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
          include: newestBinaries()
            ? OF_THE_OFFICIAL_CLIENT.map((name) => `test/sandbox/${name}.test.ts`)
            : [],
          globalSetup: newestBinaries() ? ['test/sandbox/in-postgres.ts'] : [],
          setupFiles: ['test/sandbox/setup.ts'],
          environment: 'node',
          ...sandboxes,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          ...browsers,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'attacks',
          include: ['test/attacks/**/*.test.ts'],
          environment: 'node',
          ...browsers,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'engines',
          include: findEngines().length > 0 ? ['test/engines/*.test.ts', ...attacksInEveryEngine()] : [],
          provide: { otherEngines: true },
          environment: 'node',
          ...browsers,
          sequence: { groupOrder: 5 },
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'ecosystem',
          include: ['test/ecosystem/*.test.ts'],
          globalSetup: ['test/ecosystem/install.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
