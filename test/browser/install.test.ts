/** @module-tag thorough */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const scripts = ['install.mjs', 'build.mjs', 'prepare.mjs'];
const scriptPath = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', workspaces: ['api'] },
    api: { version: '0.1.0' },
    'node_modules/api': { resolved: 'api', link: true },
    'node_modules/plain': { version: '1.2.3', integrity: 'sha512-a' },
    'node_modules/@scope/tool': { version: '4.5.6', integrity: 'sha512-b', dev: true },
    'node_modules/for-another-system': { version: '1.0.0', optional: true, os: ['none'] },
  },
};

// Stands in for npm: notes how it was called, and installs what the lock file says.
const fakeNpm = `
  const { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  const { dirname } = require('node:path');
  appendFileSync('called.txt', process.argv.slice(2).join(' ') + '\\n');
  console.log('npm says hello');
  if (process.env.FAIL?.includes(process.argv[2])) process.exit(7);
  if (!existsSync('package-lock.json')) writeFileSync('package-lock.json', readFileSync('wanted.json'));
  const { packages } = JSON.parse(readFileSync('package-lock.json'));
  delete packages['node_modules/for-another-system'];
  delete packages[''];
  for (const path of Object.keys(packages)) {
    mkdirSync(path, { recursive: true });
    writeFileSync(path + '/package.json', '{}');
  }
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'payframe-install-'));
  await mkdir(join(clone, 'scripts'));
  await mkdir(join(clone, 'npm'));
  for (const name of scripts) await cp(scriptPath(name), join(clone, 'scripts', name));
  await writeJson('package.json', { engines: { node: '>=20.19' }, devDependencies: { plain: '^1' } });
  await writeJson('package-lock.json', lock);
  await writeJson('wanted.json', lock);
  await writeFile(join(clone, 'npm/npm-cli.js'), fakeNpm);
});

afterEach(() => rm(clone, { recursive: true, force: true }));

const writeJson = (path: string, value: unknown) => writeFile(join(clone, path), JSON.stringify(value));
const called = () => readFile(join(clone, 'called.txt'), 'utf8').catch(() => 'not called');
const forget = () => rm(join(clone, 'called.txt'), { force: true });

const install = (env: Record<string, string> = {}) => run('install.mjs', env);

function run(script: string, env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const settings = {
      cwd: clone,
      env: { ...process.env, npm_execpath: join(clone, 'npm/npm-cli.js'), ...env },
    };
    execFile(process.execPath, [join(clone, 'scripts', script)], settings, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe('install', () => {
  test('installs everything on a fresh clone, the development tools too, and leaves stdout alone', async () => {
    const { code, stdout, stderr } = await install({ NODE_ENV: 'production' });
    expect(code).toBe(0);
    expect(await called()).toMatch(/^ci .*--include=dev/);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Installing 3 packages/);
  });

  test('does nothing where nothing is missing, packages for other systems aside', async () => {
    await install();
    await forget();
    const { code, stdout, stderr } = await install();
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await called()).toBe('not called');
  });

  test.each([
    ['a package has another version', 'node_modules/plain', { version: '1.2.4', integrity: 'sha512-c' }],
    ['a package was added', 'node_modules/new', { version: '1.0.0', integrity: 'sha512-d' }],
  ])('installs again when %s in the lock file', async (_, path, entry) => {
    await install();
    await forget();
    await writeJson('package-lock.json', { ...lock, packages: { ...lock.packages, [path]: entry } });
    await install();
    expect(await called()).toMatch(/^ci/);
  });

  test('installs again when a folder, or the record of an install that was cut short, is missing', async () => {
    for (const lost of ['node_modules/@scope', 'node_modules/.package-lock.json', 'node_modules']) {
      await install();
      await forget();
      await rm(join(clone, lost), { recursive: true });
      await install();
      expect(await called(), lost).toMatch(/^ci/);
    }
  });

  test('works without a lock file, and once', async () => {
    await rm(join(clone, 'package-lock.json'));
    await install();
    expect(await called()).toMatch(/^install/);
    await rm(join(clone, 'package-lock.json'));
    await forget();
    await install();
    expect(await called()).toBe('not called');
  });

  test('takes a lock file that is not complete, without changing it', async () => {
    const { code, stdout } = await install({ FAIL: 'ci' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await called()).toMatch(/^ci .*\ninstall --no-save --include=dev/);
  });

  test('fails when npm does, and shows what npm said', async () => {
    const { code, stderr } = await install({ FAIL: 'ci, install' });
    expect(code).toBe(1);
    expect(stderr).toContain('npm says hello');
    expect(stderr).toMatch(/npm install failed \(7\)/);
  });

  test('says which Node it needs', async () => {
    await writeJson('package.json', { engines: { node: '>=99.1' } });
    const { code, stderr } = await install();
    expect(code).toBe(1);
    expect(stderr).toMatch(/needs Node 99\.1 or newer; this is \d+/);
    expect(await called()).toBe('not called');
  });
});

describe('prepare', () => {
  const prepare = (npm_command: string, INIT_CWD: string) => run('prepare.mjs', { npm_command, INIT_CWD });

  test.each(['ci', 'install'])('builds nothing after npm %s in a clone', async (command) => {
    for (const folder of [clone, join(clone, 'scripts')]) {
      expect((await prepare(command, folder)).code).toBe(0);
      expect(await called()).toBe('not called');
    }
  });

  test.each([
    ['a shop installs it from git', 'install', tmpdir()],
    ['it is packed', 'pack', undefined],
    ['it is published', 'publish', undefined],
  ])('builds when %s', async (_, command, folder) => {
    expect((await prepare(command, folder ?? clone)).code).toBe(0);
    expect(await called()).toBe('run --silent build\n');
  });
});
