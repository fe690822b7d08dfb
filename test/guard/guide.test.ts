/** The configurations of the guide on the guard, each run by its own tool, on a build with a secret key and on one without. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterEach, expect, test } from 'vitest';
import webpack from 'webpack';
import { type Snippet, snippetWith } from '../docs/markdown.js';
import { publishable, secretLive } from './make-keys.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const root = join(import.meta.dirname, '../..');

/** A shop with the guide's configuration and a script that has this key. */
function shopWith(config: Snippet, file: string, apiKey: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-guard-guide-'));
  folders.push(folder);
  const files = {
    [file]: config.code,
    'package.json': '{ "private": true }',
    'index.html': '<!doctype html><title>Shop</title><script type="module" src="/src/index.js"></script>',
    'src/index.js': `document.title = '${apiKey}';`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/payframe'));
  symlinkSync(join(root, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'));
  return folder;
}

const TOOLS: [name: string, file: string, config: Snippet, run: (folder: string) => Promise<unknown>][] = [
  [
    'Vite',
    'vite.config.mjs',
    snippetWith('docs/guard.md', '// vite.config.js'),
    (folder) => build({ root: folder, configFile: join(folder, 'vite.config.mjs'), logLevel: 'silent' }),
  ],
  [
    'webpack',
    'webpack.config.cjs',
    snippetWith('docs/guard.md', '// webpack.config.js'),
    async (folder) => {
      const config = createRequire(import.meta.url)(join(folder, 'webpack.config.cjs'));
      const stats = await promisify<webpack.Configuration, webpack.Stats | undefined>(webpack)({
        ...config,
        mode: 'production',
        context: folder,
        // Where the command would put it, which runs in the shop's folder.
        output: { path: join(folder, 'dist') },
      });
      if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'));
    },
  ],
  [
    'esbuild',
    'build.mjs',
    snippetWith('docs/guard.md', '// build.mjs'),
    (folder) => promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder }),
  ],
];

test.each(TOOLS)('with the lines for %s a secret key fails the build', async (_, file, config, run) => {
  await expect(run(shopWith(config, file, secretLive))).rejects.toThrow(/live secret key sk_live_…/);
});

test.each(TOOLS)('with the lines for %s any other build goes on', async (_, file, config, run) => {
  const folder = shopWith(config, file, publishable);
  await run(folder);
  expect(existsSync(join(folder, 'dist'))).toBe(true);
});
