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

  packing ??= pack();
  const { tarball, files } = await packing;
  await writeFile(path('payframe.tgz'), tarball);
  await write('package.json', JSON.stringify({ name: 'shop', private: true, ...manifest }));
  await install(folder, path('payframe.tgz'));
  return {
    folder,
    tarball,
    files,
    path,
    write,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The package of all shops of a test file. */
let packing: Promise<Pick<PackedShop, 'tarball' | 'files'>> | undefined;

async function pack(): Promise<Pick<PackedShop, 'tarball' | 'files'>> {
  const folder = await mkdtemp(join(tmpdir(), 'payframe-packed-'));
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', flags, { cwd: root });
  const [{ filename, files }] = JSON.parse(stdout);
  const tarball = await readFile(join(folder, filename));
  await rm(folder, { recursive: true });
  return { tarball, files: files.map((file: { path: string }) => file.path) };
}

async function install(folder: string, tarball: string) {
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, tarball], { cwd: folder });
}
