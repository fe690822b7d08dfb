/**
 * The image of `sandbox/deploy/Dockerfile`, without a container: its last stage is copied into a new folder, and
 * its command is started by a user who may write only to `/data`. Where bubblewrap is installed, the whole machine is
 * read-only for it.
 *
 * @module-tag thorough
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const image = mkdtempSync(join(tmpdir(), 'payframe-image-'));
const data = join(image, 'data');
const NOBODY = 65_534;
const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

let child: ChildProcess | undefined;
beforeAll(build);
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', image]);
  rmSync(image, { recursive: true });
});

/** The instructions of the last stage, each with its text. */
function lastStage(): [name: string, text: string][] {
  const file = readFileSync(join(repository, 'sandbox/deploy/Dockerfile'), 'utf8');
  const stage = file.slice(file.lastIndexOf('\nFROM ') + 1);
  return [...stage.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, name = '', text = '']) => [name, text]);
}

const all = (name: string) => lastStage().flatMap(([one, text]) => (one === name ? [text] : []));
/** The list at the end of an instruction, such as `["node", "index.mjs"]`. */
const listOf = (name: string): string[] => JSON.parse(all(name)[0]?.replace(/^[^[]*/, '') ?? '[]');

/** The packages that `npm ci --omit=dev` leaves for the sandbox. */
function packages(): string[] {
  const args = ['ls', '--omit=dev', '--workspace=payframe-sandbox', '--all', '--parseable'];
  const { stdout } = spawnSync('npm', args, { cwd: repository, encoding: 'utf8' });
  const paths = stdout.trim().split('\n');
  return paths.filter((path) => path.includes('node_modules') && !path.endsWith('payframe-sandbox'));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (from === join(repository, 'node_modules'))
    for (const path of packages()) cpSync(path, join(to, relative(from, path)), { recursive: true });
  else if (from === join(repository, 'data')) mkdirSync(to);
  else cpSync(from, to, { recursive: true });
}

/** Performs the last stage: copies its files, and takes the right to write from all but the folder of its volume. */
function build(): void {
  for (const text of all('COPY')) {
    const [from = '', to = ''] = text.replace(/--\S+ /g, '').split(' ');
    copy(join(repository, from.replace('/payframe/', '')), join(image, to));
  }
  execFileSync('chmod', ['-R', 'a-w,a+rX', image]);
  execFileSync('chmod', ['u+w', join(image, `${all('VOLUME')[0]}`)]);
  if (user.uid) chownSync(data, NOBODY, NOBODY);
}

/** Every file of the image outside its volume, with its size and the time of its last change. */
const contents = () =>
  readdirSync(image, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('data'))
    .map((path) => {
      const { size, mtimeMs } = lstatSync(join(image, path));
      return `${path} ${size} ${mtimeMs}`;
    });

const hasBubblewrap = spawnSync('bwrap', ['--ro-bind', '/', '/', '--dev', '/dev', 'true'], user).status === 0;
const readOnly = hasBubblewrap
  ? [
      'bwrap',
      '--die-with-parent',
      '--ro-bind',
      '/',
      '/',
      '--dev',
      '/dev',
      '--bind',
      data,
      data,
      '--chdir',
      image,
    ]
  : [];

/** Starts a command of the image as its user, with its variables. */
function start(words: string[], port: number): ChildProcess {
  const inImage = (text: string) => text.replace(/^\/(?=payframe|data)/, `${image}/`);
  const variables = all('ENV').flatMap((text) => text.split(' ').map((pair) => pair.split('=')));
  const [node, ...args] = words.map((word) => inImage(word).replace(':4242/', `:${port}/`));
  expect(node).toBe('node');
  const [file = '', ...others] = [...readOnly, process.execPath, ...args];
  return spawn(file, others, {
    ...user,
    cwd: image,
    env: {
      ...Object.fromEntries(variables.map(([name, value = '']) => [name, inImage(value)])),
      PAYFRAME_PORT: `${port}`,
      HOME: '/nonexistent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** The process in bubblewrap, which passes no signal on, or the process itself. */
function processIn({ pid }: ChildProcess): number {
  if (!hasBubblewrap) return Number(pid);
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}

test.skipIf(process.platform !== 'linux')(
  'what the Dockerfile puts together starts as a user without rights, is healthy, keeps data, stops on SIGTERM and writes to /data only',
  async () => {
    expect(all('USER')).toEqual(['node']);
    const before = contents();
    const port = await freePort();
    child = start(listOf('ENTRYPOINT'), port);
    const ended = once(child, 'exit');
    let greeting = '';
    child.stdout?.on('data', (chunk) => (greeting += chunk));
    while (!greeting.includes('Ctrl+C')) {
      if (child.exitCode !== null) throw new Error('It ended.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await once(start(listOf('HEALTHCHECK'), port), 'exit')).toEqual([0, null]);
    const [secretKey] = /sk_test_\w+/.exec(greeting) ?? [];
    const created = await fetch(`http://127.0.0.1:${port}/v1/customers`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secretKey}`, Connection: 'close' },
    });
    expect(created.status).toBe(200);
    process.kill(processIn(child), 'SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(data)).toContain('db');
    expect(contents()).toEqual(before);
  },
);

test.skipIf(process.platform !== 'linux')(
  'the Dockerfile’s health check fails where nothing runs',
  async () => {
    expect(await once(start(listOf('HEALTHCHECK'), await freePort()), 'exit')).toEqual([1, null]);
  },
);
