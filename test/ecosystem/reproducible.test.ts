/** The same sources make the same files, wherever and whenever they are built: whoever hosts the frames can check them. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { run } from './commands.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** What is built, or belongs to the machine. */
const NOT_COPIED = /(?:^|[\\/])(?:node_modules|dist|\.git|\.cache|\.payframe)$/;

/** The sources in another folder, with the packages that are bundled beside them. */
async function copyOfSources(name: string): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'payframe-build-'));
  folders.push(parent);
  const copy = join(parent, name);
  await cp(root, copy, { recursive: true, filter: (path) => !NOT_COPIED.test(path.slice(root.length)) });
  await mkdir(join(copy, 'node_modules'));
  const bundled = await bundledPackages();
  for (const one of await readdir(join(root, 'node_modules'))) {
    const [from, to] = [join(root, 'node_modules', one), join(copy, 'node_modules', one)];
    if (bundled.includes(one)) await cp(from, to, { recursive: true });
    else if (one !== 'payframe-sandbox') await symlink(from, to);
  }
  await symlink(join(copy, 'sandbox'), join(copy, 'node_modules/payframe-sandbox'));
  return copy;
}

/** The names of the packages whose code the build contains, or of their scopes. */
async function bundledPackages(): Promise<string[]> {
  const licences = await readFile(join(root, 'sandbox/dist/licenses.txt'), 'utf8');
  const inSandbox = [...licences.matchAll(/^(\S+) \d\S* \(.+\)$/gm)].map(([, name = '']) => name);
  return ['credit-card-type', 'ibantools', ...inSandbox].map((name) => name.replace(/\/.*/, ''));
}

/** The hash of each file that was built in this folder, without the documentation, which is built apart. */
async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const dist of ['dist', 'sandbox/dist']) {
    for (const entry of await readdir(join(folder, dist), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (path.startsWith(join(folder, 'sandbox/dist/docs'))) continue;
      hashes[relative(folder, path)] = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    }
  }
  return hashes;
}

test('two builds in two folders, a year and half the world apart, are the same in every byte [G2]', async () => {
  const copy = await copyOfSources('some/where else');
  const later = 'const now = Date.now; Date.now = () => now() + 365 * 86_400_000;';
  await run(copy, ['npm', 'run', '--silent', 'build'], {
    TZ: 'Pacific/Auckland',
    LC_ALL: 'tr_TR.UTF-8',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(later)}`,
  });
  // The other one is the build that all tests run on.
  const here = await hashesOf(root);
  expect(Object.keys(here).length).toBeGreaterThan(100);
  expect(await hashesOf(copy)).toEqual(here);
}, 600_000);
