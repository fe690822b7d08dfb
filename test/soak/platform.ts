/** The sandbox of a soak: the command itself on a data directory, which is killed, and is there again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const COMMAND = path('../../sandbox/bin/payframe-sandbox.mjs');
const USAGE = new URL('usage.mjs', import.meta.url).href;

/** What the process holds, in bytes, and for how many things its event loop waits. */
export type Usage = Record<'rss' | 'heapUsed' | 'external' | 'resources', number>;

/** Until connections that are kept alive, deliveries and the request log have ended, in ms. */
const CALM_MS = 6_000;

export interface Platform {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** Lines of its log that tell of a fault of its own. */
  faults: string[];
  /** Once its last requests are over. */
  usage(): Promise<Usage>;
  /** `kill -9`, and a start on the same data and port. */
  killAndRestart(): Promise<void>;
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once, where it still runs. */
  end(): void;
}

interface Ready {
  url: string;
  publishableKey: string;
  secretKey: string;
}

/** @param forwardTo Gets every event. */
export async function startPlatform(dataDir: string, forwardTo: string): Promise<Platform> {
  const faults: string[] = [];
  let [child, ready] = await start('0');

  async function start(port: string): Promise<[ChildProcess, Ready]> {
    const args = ['--json', '--port', port, '--data', dataDir, '--forward-to', forwardTo];
    const started = spawn(process.execPath, ['--expose-gc', '--import', USAGE, COMMAND, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, DATABASE_URL: '' },
    });
    let [output, log] = ['', ''];
    started.stderr?.on('data', (chunk) => {
      const lines = `${log}${chunk}`.split('\n');
      log = lines.pop() ?? '';
      faults.push(...lines.filter((line) => /Error: | 5\d\d /.test(line)));
    });
    started.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    while (!output.includes('\n')) {
      if (started.exitCode !== null) throw new Error(`The sandbox ended: ${log}${faults.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [started, JSON.parse(output)];
  }

  return {
    ...ready,
    faults,
    async usage() {
      await new Promise((resolve) => setTimeout(resolve, CALM_MS));
      const answer = once(child, 'message');
      child.send('usage');
      return (await answer)[0] as Usage;
    },
    async killAndRestart() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      [child, ready] = await start(new URL(ready.url).port);
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      return (await exited)[0] as number | null;
    },
    end: () => void child.kill('SIGKILL'),
  };
}
