import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse, type Holder } from './open-errors.js';

export interface DirectoryLock {
  /** Tells processes that want the directory, too, where this one can be reached. */
  announce(url: string): void;
  release(): Promise<void>;
}

/**
 * Holds a directory for this process until the lock is released or the process ends, in whatever way.
 *
 * The lock is a local socket whose name is derived from the directory's path. The system gives such a name to
 * one process at a time and takes it back when that process dies, so that no stale lock is left behind.
 *
 * @throws DirectoryInUse
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const address = addressOf(realpathSync(directory));
  const self: Holder = { process: process.pid };
  let server = await tryToListen(address, self);
  if (!server) {
    const holder = await askHolder(address);
    if (holder) throw new DirectoryInUse(directory, holder);
    // Only a socket in the file system outlives its process.
    rmSync(address, { force: true });
    server = await tryToListen(address, self);
  }
  if (!server) throw new DirectoryInUse(directory, {});
  const held = server;
  return {
    announce(url) {
      self.url = url;
    },
    release: () => new Promise((resolve) => held.close(() => resolve())),
  };
}

function addressOf(directory: string): string {
  const name = `payframe-${createHash('sha256').update(directory).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`; // an abstract socket, which is not a file
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function tryToListen(address: string, self: Holder): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(JSON.stringify(self)));
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

/** Returns what the process at the address says of itself, or `undefined` where none answers. */
function askHolder(address: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    // A busy machine takes its time; one that does not answer for so long is asked no further.
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(readHolder(answer)));
  });
}

function readHolder(answer: string): Holder {
  try {
    return JSON.parse(answer);
  } catch {
    return {};
  }
}
