/** The package as a shop gets it: packed, and installed in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

export interface PackedShop {
  folder: string;
  /** The package as a registry would have it, and the paths of the files in it. */
  tarball: Buffer;
  files: string[];
  path(name: string): string;
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes a shop's folder with the packed package in its `node_modules`.
 *
 * @param within How the folder's path begins; it decides what other packages the shop finds.
 * @param manifest What its package.json has beside its name.
 */
export async function openPackedShop(
  within = join(tmpdir(), 'payframe-shop-'),
  manifest: object = {},
): Promise<PackedShop> {
  await mkdir(dirname(within), { recursive: true });
  const folder = await mkdtemp(within);
  const path = (name: string) => join(folder, name);
  const write = async (name: string, text: string) => {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), text);
  };

  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', flags, { cwd: root });
  const [{ filename, files }] = JSON.parse(stdout);
  await write('package.json', JSON.stringify({ name: 'shop', private: true, ...manifest }));
  await install(folder, path(filename));
  return {
    folder,
    tarball: await readFile(path(filename)),
    files: files.map((file: { path: string }) => file.path),
    path,
    write,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function install(folder: string, tarball: string) {
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, tarball], { cwd: folder });
}
