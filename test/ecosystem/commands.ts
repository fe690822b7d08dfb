/** Commands of bundlers and frameworks, run in a shop's folder as its owner runs them. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { ecosystemFolder } from './install.js';

export type Environment = Record<string, string>;

// Vitest's own variables would have some build for tests.
const { NODE_ENV, TEST, VITEST, ...inherited } = process.env;
const silence = { NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' };

/** Where a package keeps its command. */
export const commandOf = (name: string): string => `${ecosystemFolder}node_modules/.bin/${name}`;

/** Runs a command to its end, and gives what it said; the error of one that fails says it too. */
export async function run(folder: string, command: string[], env: Environment = {}): Promise<string> {
  const [file = '', ...args] = command;
  const running = promisify(execFile)(file, args, {
    cwd: folder,
    env: { ...inherited, ...silence, ...env },
  });
  const { stdout, stderr } = await running.catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
  return stdout + stderr;
}

export interface RunningServer {
  /** Its origin, without a slash at its end. */
  url: string;
  /** All that it said. */
  said(): string;
  close(): Promise<void>;
}

/** How long a server may take to say where it is found, in ms. */
const START_MS = 180_000;

/** Starts a server that says where it is found, and waits until it has. */
export async function startServer(
  folder: string,
  command: string[],
  env: Environment = {},
): Promise<RunningServer> {
  const [file = '', ...args] = command;
  const server = spawn(file, args, { cwd: folder, env: { ...inherited, ...silence, ...env } });
  const ended = once(server, 'exit');
  const tooLate = setTimeout(() => server.kill(), START_MS);
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      text += chunk;
      const [, port] = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(text) ?? [];
      // To a browser another site than the host on `127.0.0.1`.
      if (port) resolve(`http://localhost:${port}`);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`${file} ended (${code}):\n${text}`)));
  });
  clearTimeout(tooLate);
  return {
    url,
    said: () => text,
    async close() {
      server.kill();
      await ended;
    },
  };
}
