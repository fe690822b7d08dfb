/**
 * The package as someone gets it who installs it: packed, and put into an empty folder with the packages that it names.
 *
 * @module-tag thorough
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const env = { ...process.env, DATABASE_URL: '' };

let folder: string;
let tarball: Buffer;
let files: string[];

const inFolder = (path: string) => join(folder, path);
const installed = (path = '') => inFolder(`node_modules/payframe-sandbox/${path}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payframe-sandbox-user-'));
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = await run('npm', flags, { cwd: join(root, 'sandbox') });
  const [{ filename, files: list }] = JSON.parse(packed.stdout);
  files = list.map(({ path }: { path: string }) => path);
  tarball = await readFile(inFolder(filename));
  await mkdir(installed(), { recursive: true });
  await run('tar', ['-xzf', inFolder(filename), '--strip-components=1', '-C', installed()]);
  const { dependencies } = JSON.parse(await readFile(installed('package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) await link(name);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function link(name: string): Promise<void> {
  await mkdir(dirname(inFolder(`node_modules/${name}`)), { recursive: true });
  await symlink(join(root, 'node_modules', name), inFolder(`node_modules/${name}`));
}

describe('the tarball', () => {
  test('holds what a user needs and nothing else', () => {
    const known = [
      /^(package\.json|README\.md|LICENSE|bin\/payframe-sandbox\.mjs)$/,
      /^dist\/[\w-]+\.mjs(\.map)?$/,
      /^dist\/types\/.+\.d\.ts$/,
      /^dist\/(docs|drizzle|host|locales)\/.+\.(css|html|js|json|sql)$/,
      /^dist\/fonts\/(DejaVuSans(-Bold)?\.ttf|LICENSE)$/,
      /^dist\/(template\.tar\.gz|sbom\.json|licenses\.txt)$/,
    ];
    expect(files.filter((path) => !known.some((kind) => kind.test(path)))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'bin/payframe-sandbox.mjs',
        'dist/template.tar.gz',
        'dist/drizzle/meta/_journal.json',
        'dist/host/js/v1/payframe.js',
        'dist/locales/shared/en.json',
        'dist/types/index.d.ts',
      ]),
    );
    expect(files.filter((path) => /make-template|\/src\/|\.test\./.test(path))).toEqual([]);
  });

  test('has declarations only of its public part, which need no other package', async () => {
    const declarations = files.filter((path) => path.endsWith('.d.ts'));
    for (const path of declarations) {
      const text = await readFile(installed(path), 'utf8');
      for (const [, from] of text.matchAll(/from '([^']+)'|import\('/g)) expect(from, path).toMatch(/^\./);
    }
    expect(declarations.length).toBeLessThan(18);
  });

  test('brings the licence of every package that is bundled in it', async () => {
    const { components } = JSON.parse(await readFile(installed('dist/sbom.json'), 'utf8'));
    const bundled = components.filter(({ properties = [] }: { properties?: { value: string }[] }) =>
      properties.some(({ value }) => value.endsWith('.mjs')),
    );
    const licenses = await readFile(installed('dist/licenses.txt'), 'utf8');
    const headings = bundled.map(({ group, name, version }: Record<string, string>) =>
      [group, name].filter(Boolean).join('/').concat(` ${version} (`),
    );
    expect(headings).toContainEqual(expect.stringMatching(/^drizzle-orm /));
    for (const heading of headings) expect(licenses).toContain(heading);
  });

  test('is clean to publint', async () => {
    const { messages } = await publint({ pkgDir: installed(), pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test('has the right types, for ES modules as for what may require one', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!result.types) throw new Error('There are no types.');
    // It contains only ES modules, which every Node that it runs on can require.
    expect(result.problems.filter(({ kind }) => kind !== 'CJSResolvesToESM')).toEqual([]);
  });
});

describe('TypeScript', () => {
  const source = `
    import { DirectoryInUse, type Sandbox, type SandboxOptions, startSandbox, testCards } from 'payframe-sandbox';
    const options: SandboxOptions = { memory: true, port: 0, restricted: { customers: 'read' }, log: (line) => line.trim() };
    export async function start(): Promise<string> {
      const sandbox: Sandbox = await startSandbox(options);
      const { key, row } = await sandbox.keys.create({ livemode: false, kind: 'publishable', origins: ['https://shop.example'] });
      const until: Date | null = row.expiresAt;
      await sandbox.close();
      return [sandbox.url, key, until, testCards[0]?.number].join();
    }
    export const inUse = (error: unknown) => error instanceof DirectoryInUse;
    // @ts-expect-error There is no such option.
    startSandbox({ momery: true });
    // @ts-expect-error There is no such permission.
    startSandbox({ restricted: { customers: 'wirte' } });
  `;

  test.each([
    ['node16', 'node16', 'mts'],
    ['nodenext', 'nodenext', 'cts'],
    ['bundler', 'esnext', 'ts'],
  ])(
    'finds the types with moduleResolution %s and module %s, in a .%s file',
    async (moduleResolution, module, kind) => {
      const file = `consumer.${kind}`;
      await writeFile(inFolder(file), source);
      const compilerOptions = { module, moduleResolution, target: 'es2022', lib: ['ES2022'] };
      const config = inFolder(`tsconfig-${kind}.json`);
      const strict = { strict: true, noEmit: true, types: [] };
      await writeFile(
        config,
        JSON.stringify({ compilerOptions: { ...compilerOptions, ...strict }, files: [file] }),
      );
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [tsc, '-p', config], { cwd: folder }).catch(
        (error) => error,
      );
      expect(stdout).toBe('');
    },
  );
});

describe('Node', () => {
  const start = `const sandbox = await startSandbox({ memory: true, port: 0 });
    const { status } = await fetch(sandbox.url + '/v1/customers', { headers: { Authorization: 'Bearer ' + sandbox.secretKey } });
    console.log(status); await sandbox.close();`;

  test.each([
    ['imports', 'module', `import { startSandbox } from 'payframe-sandbox'; ${start}`],
    [
      'requires',
      'commonjs',
      `(async () => { const { startSandbox } = require('payframe-sandbox'); ${start} })()`,
    ],
  ])('%s it, and starts a sandbox', async (_, type, code) => {
    const { stdout } = await run(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: folder });
    expect(stdout).toBe('200\n');
  });
});

describe('the command', () => {
  const command = async () => {
    const { bin } = JSON.parse(await readFile(installed('package.json'), 'utf8'));
    return installed(bin['payframe-sandbox']);
  };

  test('lists its flags', async () => {
    const { stdout } = await run(process.execPath, [await command(), '--help'], { cwd: folder });
    expect(stdout).toMatch(/--memory[\s\S]*--forward-to/);
  });

  test('starts in memory, answers, and serves the SDK and the frames that it brings', async () => {
    const args = [await command(), '--memory', '--port', '0', '--json'];
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const exited = once(child, 'exit');
    const before = await readdir(folder);
    try {
      const [line] = await once(createInterface({ input: child.stdout }), 'line');
      const { url, script, secretKey } = JSON.parse(line);
      const headers = { Authorization: `Bearer ${secretKey}` };
      expect((await fetch(`${url}/v1/balance`, { headers })).status).toBe(200);
      expect((await fetch(script)).status).toBe(200);
      expect((await fetch(`${url}/frame/v1/card.html`)).headers.get('content-type')).toMatch(/^text\/html/);
    } finally {
      child.kill('SIGINT');
    }
    expect(await exited).toEqual([0, null]);
    expect(await readdir(folder)).toEqual(before);
  });
});
