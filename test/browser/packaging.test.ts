/**
 * The package as a shop gets it: packed, installed in an empty folder, and built there by the bundlers that people use.
 *
 * @module-tag thorough
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { publint } from 'publint';
import { rollup } from 'rollup';
import * as vite from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import webpack from 'webpack';
import { type Bundle, testBundlers } from './bundlers.js';
import { openPackedShop, type PackedShop } from './packed-shop.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The entries, each with what it exports, or something of it. */
const ENTRIES: Record<string, string[]> = {
  payframe: ['loadPayframe'],
  'payframe/react': ['CardElement'],
  'payframe/vue': ['CardElement'],
  'payframe/element': [],
  'payframe/guard': ['payframeGuard'],
  'payframe/testing': ['createPayframeDouble'],
};

let shop: PackedShop;

beforeAll(async () => {
  shop = await openPackedShop();
  await mkdir(shop.path('node_modules/@types'), { recursive: true });
  for (const name of ['react', 'vue', '@types/react', '@types/node'])
    await symlink(join(root, 'node_modules', name), shop.path(`node_modules/${name}`));
});
afterAll(() => shop?.remove());

describe('the tarball', () => {
  test('holds what a user needs and nothing else', () => {
    const { files } = shop;
    const strangers = files.filter(
      (path) => !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.+)$/.test(path),
    );
    expect(strangers).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/payframe.js', 'dist/integrity.json']),
    );
    const kinds = new Set(files.map((path) => path.replace(/^.*?(\.d\.ts|\.\w+|\/\w+)$/, '$1')));
    const known = ['.cjs', '.css', '.d.ts', '.html', '.js', '.json', '.map', '.md', '.mjs', 'LICENSE'];
    expect([...kinds].filter((kind) => !known.includes(kind))).toEqual([]);
    expect(files.filter((path) => /^dist\/host\/.*\.map$|\/tests?\/|\.test\.|\.ts\.map$/.test(path))).toEqual(
      [],
    );
  });

  test('has a source map for each file of the npm entries, with the sources in it', async () => {
    const { files } = shop;
    const scripts = files.filter((path) => /^dist\/[\w/-]+\.(mjs|cjs)$/.test(path));
    expect(scripts.length).toBeGreaterThanOrEqual(12);
    for (const path of scripts) {
      expect(files, path).toContain(`${path}.map`);
      const { sources, sourcesContent } = JSON.parse(
        await readFile(shop.path(`node_modules/payframe/${path}.map`), 'utf8'),
      );
      expect(sourcesContent, path).toHaveLength(sources.length);
      expect(sourcesContent, path).not.toContain(null);
    }
  });

  test("holds the script tag's file, which asks for no build's frames of its own, with the hash for `integrity`", async () => {
    const folder = shop.path('node_modules/payframe/dist');
    const script = await readFile(join(folder, 'payframe.js'));
    expect(script.toString()).toContain('/frame/v1/');
    expect(script.toString()).not.toMatch(/\/frame\/v1\/[0-9a-f]{8}/);
    const hash = createHash('sha384').update(script).digest();
    const path = `/js/v1/payframe-${hash.toString('hex').slice(0, 8)}.js`;
    const integrity = `sha384-${hash.toString('base64')}`;
    expect(JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8'))).toEqual({
      'payframe.js': integrity,
      [path]: integrity,
    });
    expect(await readFile(join(folder, 'host', path))).toEqual(script);
  });

  test('is clean to publint', async () => {
    const { messages } = await publint({
      pkgDir: shop.path('node_modules/payframe'),
      pack: false,
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  test('has the right types for each entry and each way to import it', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(shop.tarball)));
    if (!result.types) throw new Error('There are no types.');
    const entries = Object.keys(ENTRIES).map((name) => name.replace('payframe', '.'));
    expect(Object.keys(result.entrypoints)).toEqual(expect.arrayContaining(entries));
    expect(result.problems).toEqual([]);
  });
});

describe("Node's loaders", () => {
  const load = async (code: string, type: 'module' | 'commonjs') =>
    JSON.parse(
      (await run(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: shop.folder })).stdout,
    );
  const names = JSON.stringify(Object.keys(ENTRIES));

  test('import every entry', async () => {
    const code = `const all = {}; for (const name of ${names}) all[name] = Object.keys(await import(name));
      console.log(JSON.stringify(all));`;
    const exported = await load(code, 'module');
    for (const [entry, some] of Object.entries(ENTRIES))
      expect(exported[entry], entry).toEqual(expect.arrayContaining(some));
  });

  test('require every entry', async () => {
    const code = `const all = {}; for (const name of ${names}) all[name] = Object.keys(require(name));
      console.log(JSON.stringify(all));`;
    const exported = await load(code, 'commonjs');
    for (const [entry, some] of Object.entries(ENTRIES))
      expect(exported[entry], entry).toEqual(expect.arrayContaining(some));
  });

  test("have the double throw the package's own error classes, either way", async () => {
    const check = `let error; try { createPayframeDouble({ publishableKey: '' }) } catch (thrown) { error = thrown }
      console.log(error instanceof IntegrationError)`;
    const names = [
      ['IntegrationError', 'payframe'],
      ['createPayframeDouble', 'payframe/testing'],
    ];
    const imports = names.map(([name, from]) => `import { ${name} } from '${from}';`).join('');
    const requires = names.map(([name, from]) => `const { ${name} } = require('${from}');`).join('');
    expect(await load(imports + check, 'module')).toBe(true);
    expect(await load(requires + check, 'commonjs')).toBe(true);
  });
});

test('the command checks an integration, by its name in the shop', async () => {
  await shop.write('src/pay.ts', 'await stripe.confirmPayment({});\nawait stripe.confirmPixPayment();\n');
  const ended = await run(shop.path('node_modules/.bin/payframe'), ['check', 'src'], {
    cwd: shop.folder,
  }).catch((error: { code: number; stdout: string }) => error);
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.stdout).toBe(
    'src/pay.ts:1:7  works    stripe.confirmPayment\nsrc/pay.ts:2:7  missing  stripe.confirmPixPayment\n' +
      '1 work, 0 differ, 1 are missing, in 1 file.\n',
  );
});

describe('TypeScript', () => {
  const source = `
    import { loadPayframe, type Payframe, type PayframeCardElement } from 'payframe';
    import { CardElement, usePayframe } from 'payframe/react';
    import { CardElement as VueCard } from 'payframe/vue';
    import * as guard from 'payframe/guard';
    import { createPayframeDouble, fillCard } from 'payframe/testing';
    export const payframe: Promise<Payframe | null> = loadPayframe('pk', { host: 'https://pay.example' });
    export const card: PayframeCardElement = createPayframeDouble().elements().create('card');
    export const filled: Promise<void> = fillCard(document.body, { number: '1' });
    // @ts-expect-error There is no such field.
    fillCard(document.body, { nummer: '1' });
    export { CardElement, guard, usePayframe, VueCard };
  `;

  test.each([
    ['node16', 'node16', 'mts'],
    ['node16', 'node16', 'cts'],
    ['bundler', 'esnext', 'ts'],
  ])(
    'finds the types with moduleResolution %s and module %s, in a .%s file',
    async (moduleResolution, module, kind) => {
      const file = `consumer-${moduleResolution}.${kind}`;
      await shop.write(file, source);
      const config = `tsconfig-${moduleResolution}-${kind}.json`;
      const lib = ['ES2022', 'DOM', 'DOM.Iterable'];
      await shop.write(
        config,
        JSON.stringify({
          compilerOptions: {
            module,
            moduleResolution,
            lib,
            target: 'es2022',
            strict: true,
            noEmit: true,
            types: ['node'],
          },
          files: [file],
        }),
      );
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [tsc, '-p', config], { cwd: shop.folder }).catch(
        (error) => error,
      );
      expect(stdout).toBe('');
    },
  );
});

const withEsbuild: Bundle = async (entry) => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: shop.folder,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

const withRollup: Bundle = async (entry) => {
  const bundle = await rollup({
    input: shop.path(entry),
    plugins: [resolve({ browser: true }), commonjs()],
    // React's `'use client'` is for servers.
    onwarn: ({ code }) => {
      if (!/EMPTY_BUNDLE|MODULE_LEVEL_DIRECTIVE/.test(`${code}`)) throw new Error(`Rollup warns: ${code}`);
    },
  });
  const { output } = await bundle.generate({ format: 'iife' });
  return output[0].code;
};

const withVite: Bundle = async (entry) => {
  const built = await vite.build({
    root: shop.folder,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: shop.path(entry), output: { format: 'iife' } } },
  });
  const [first] = [built].flat();
  return first && 'output' in first ? first.output[0].code : '';
};

const withWebpack: Bundle = async (entry) => {
  const output = { path: shop.path('webpack'), filename: 'main.js' };
  const compiler = webpack({ context: shop.folder, mode: 'production', entry: shop.path(entry), output });
  const stats = await promisify(compiler.run.bind(compiler))();
  expect(stats?.toJson({ all: false, errors: true, warnings: true })).toMatchObject({
    errors: [],
    warnings: [],
  });
  return readFile(shop.path('webpack/main.js'), 'utf8');
};

testBundlers(
  [
    ['esbuild', withEsbuild],
    ['Rollup', withRollup],
    ['Vite', withVite],
    ['webpack', withWebpack],
  ],
  () => shop,
);
