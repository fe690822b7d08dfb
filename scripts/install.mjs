/**
 * Installs missing packages, so that `npm start` and `npm test` work on a fresh clone. Where nothing is
 * missing, it does nothing. It uses only Node, and prints everything on stderr.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns whether anything had to be installed. */
export async function install(folder = root) {
  checkNode(readJson(join(folder, 'package.json')).engines?.node);
  const missing = missingPackages(folder);
  if (missing.length === 0) return false;
  say(`Installing ${missing.length} packages; the first time this takes a minute …`);
  const started = Date.now();
  await installLocked(folder);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  return true;
}

// Under NODE_ENV=production, npm would leave out the tools that build and test.
const flags = ['--include=dev', '--no-audit', '--no-fund'];

// `npm ci` refuses a lock file that lacks packages of other platforms, which a registry may not have. A plain
// install takes the same versions, and leaves the lock file as it is.
async function installLocked(folder) {
  if (!existsSync(join(folder, 'package-lock.json'))) return npm(folder, ['install', ...flags]);
  const exact = await npm(folder, ['ci', ...flags], 'ignore').then(
    () => true,
    () => false,
  );
  if (!exact) await npm(folder, ['install', '--no-save', ...flags]);
}

/**
 * Returns the names of packages that the lock file asks for and node_modules lacks, or has in another
 * version.
 */
export function missingPackages(folder) {
  const wanted = lockedPackages(join(folder, 'package-lock.json')) ?? directPackages(folder);
  const present = lockedPackages(join(folder, 'node_modules/.package-lock.json')) ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !isThere(folder, path, entry, present[path]))
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

function isThere(folder, path, wanted, present) {
  // npm leaves out optional packages of other platforms, and another install would not bring them.
  if (!present) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  const same = present.version === wanted.version && present.integrity === wanted.integrity;
  return same && existsSync(join(folder, path, 'package.json'));
}

function lockedPackages(file) {
  return existsSync(file) ? readJson(file).packages : undefined;
}

// Without a lock file only the names are known, so that any version counts.
function directPackages(folder) {
  const { dependencies, devDependencies } = readJson(join(folder, 'package.json'));
  const installed = lockedPackages(join(folder, 'node_modules/.package-lock.json')) ?? {};
  const paths = Object.keys({ ...dependencies, ...devDependencies }).map((name) => `node_modules/${name}`);
  return Object.fromEntries(paths.map((path) => [path, installed[path] ?? {}]));
}

/** Throws if this Node is older than a range such as `>=20.19` allows. */
export function checkNode(range = '>=0', version = process.versions.node) {
  const numbers = (text) => text.match(/\d+/g).map(Number);
  const [major, minor = 0] = numbers(range);
  const [ownMajor, ownMinor] = numbers(version);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new Error(
    `Payframe needs Node ${major}.${minor} or newer; this is ${version}. See https://nodejs.org/`,
  );
}

/** Runs npm in a folder. All of its output goes to stderr, or nowhere. */
export function npm(folder, args, output = process.stderr) {
  // Inside `npm start` the same npm is available, even where no `npm` is on the path.
  const path = process.env.npm_execpath ?? '';
  const [file, ...first] = /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      cwd: folder,
      stdio: ['ignore', output, output],
      shell: process.platform === 'win32' && file === 'npm',
    });
    child.once('error', () =>
      reject(new Error('npm was not found. It comes with Node: https://nodejs.org/')),
    );
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ${args[0]} failed (${code}).`)),
    );
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  install().catch((error) => {
    say(error.message);
    process.exitCode = 1;
  });
}
