import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scan } from '../../src/guard/index.js';

const packages = [
  'react',
  'react-dom',
  'vue',
  '@stripe/stripe-js',
  '@stripe/react-stripe-js',
  'stripe',
  'webpack',
  'rollup',
  'vite',
  'esbuild',
  'typescript',
  'terser',
  '@babel/parser',
  'axe-core',
  'hono',
  'drizzle-orm',
  'jsdom',
  'playwright-core',
  'undici',
  'valibot',
];

it.each(packages)(
  'raises no alarm on any file of %s',
  (name) => {
    const folder = join('node_modules', name);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(0);
    const findings = files.flatMap(({ parentPath, name: file }) => {
      const path = join(parentPath, file);
      return scan(path, readFileSync(path), { allVariables: true });
    });
    expect(findings).toEqual([]);
  },
  60_000,
);
