import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the newest PostgreSQL of this machine has its programs, or nothing where there is none. */
export function newestBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** PostgreSQL refuses to run as root: it runs as its own user then. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export interface Cluster {
  url: string;
  /** Stops the server, and keeps its data until it is started again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A cluster of its own in a temporary directory. */
export async function startCluster(bin: string): Promise<Cluster> {
  const user = unprivileged();
  const root = mkdtempSync(join(tmpdir(), 'payframe-pg-'));
  const data = join(root, 'data');
  mkdirSync(data, { mode: 0o700 });
  for (const path of [root, data]) if (user.uid !== undefined) chownSync(path, user.uid, user.gid ?? 0);
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'payframe', '-A', 'trust', '-N', '-E', 'UTF8'], {
    ...user,
    cwd: root,
    stdio: 'ignore',
  });
  const port = await freePort();
  const launch = async () => {
    const server = spawn(
      join(bin, 'postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', root, '-c', 'fsync=off'],
      { ...user, cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', (chunk) => String(chunk).includes('ready to accept connections') && resolve());
      server.on('exit', () => reject(new Error('PostgreSQL did not start.')));
    });
    return server;
  };
  let server = await launch();
  const pause = async () => {
    // A test that fails while it is stopped leaves it so.
    if (server.exitCode !== null) return;
    const exited = new Promise((resolve) => server.on('close', resolve));
    server.kill('SIGINT');
    await exited;
  };
  return {
    url: `postgres://payframe@127.0.0.1:${port}/postgres`,
    pause,
    async resume() {
      server = await launch();
    },
    async stop() {
      await pause();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
