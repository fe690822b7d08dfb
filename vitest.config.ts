import { defineConfig } from 'vitest/config';

// What Rollup puts in the place of these names.
const define = { VERSION: JSON.stringify('0.0.0-test'), LOCALES: JSON.stringify('/frame/v1/locales-test') };

export default defineConfig({
  test: {
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: [
            'test/{keys,wire,page,frame,types,scripts,build,react,vue,element,guard,testing,docs}/**/*.test.{ts,tsx}',
          ],
          environment: 'node',
          // Each file leaves the page as it found it: a process of its own for each would take three times as long.
          isolate: false,
        },
      },
      {
        test: {
          name: 'sandbox',
          include: ['test/sandbox/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
