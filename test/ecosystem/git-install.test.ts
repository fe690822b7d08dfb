/** The package as npm installs it from a git repository, which has the sources and nothing that is built. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { run } from './commands.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function newFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `payframe-${name}-`));
  folders.push(folder);
  return folder;
}

/** A repository with one commit: the files of this one, as they are now. */
async function repository(): Promise<string> {
  const folder = await newFolder('repository');
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file)).catch(ignoreDeleted);
  }
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '-m', 'all'],
  ])
    execFileSync('git', args, { cwd: folder });
  return folder;
}

function ignoreDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

test('npm install from git brings the package built, with all that its package.json names', async () => {
  const shop = await newFolder('git-shop');
  await writeFile(join(shop, 'package.json'), '{ "name": "shop", "private": true }');
  const address = `git+${pathToFileURL(await repository())}`;
  await run(shop, ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', address]);
  const installed = join(shop, 'node_modules/payframe');
  const { exports, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const named: string[] = [
    ...Object.values<{ import?: object; require?: object }>(exports).flatMap((entry) =>
      [entry.import, entry.require].flatMap((files) => Object.values(files ?? {})),
    ),
    ...Object.values<string>(bin),
    'dist/host/headers.json',
  ];
  expect(named.length).toBeGreaterThan(20);
  for (const file of named) expect((await readFile(join(installed, file))).length, file).toBeGreaterThan(0);
  const load = ['-e', "console.log(typeof require('payframe').loadPayframe)"];
  expect(await run(shop, [process.execPath, ...load])).toBe('function\n');
}, 1_800_000);
