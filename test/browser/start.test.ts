import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { THOROUGH } from '../thorough.js';
import { serve } from './servers.js';

const scriptPath = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));

interface Started {
  child: ChildProcess;
  stdout: string;
  stderr: string;
}

let running: Started[] = [];

afterEach(async () => {
  for (const { child } of running) {
    if (child.exitCode === null) await Promise.all([once(child, 'exit'), child.kill('SIGKILL')]);
  }
  running = [];
});

const start = (...args: string[]) => run('start.mjs', '--memory', ...args);

/** Starts a script and waits until it is ready, or has ended. */
async function run(script: string, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [scriptPath(script), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const started: Started = { child, stdout: '', stderr: '' };
  running.push(started);
  child.stderr?.on('data', (text) => (started.stderr += text));
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (text) => {
      started.stdout += text;
      if (started.stdout.includes('Ctrl+C')) resolve();
    });
    child.once('close', () => resolve());
  });
  return started;
}

const anyPorts = ['--port', '0', '--sandbox-port', '0'];
const origins = (text: string) => text.match(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/g) ?? [];

describe('npm start', () => {
  test('brings up the shop and the sandbox on two sites, and a page of all examples, and prints where they are and the test keys', async () => {
    const { stdout } = await start(...anyPorts);
    const shop = stdout.match(/http:\/\/localhost:\d+/)?.[0] ?? '';
    expect(await (await fetch(shop)).text()).toContain('Checkout');
    const examples = stdout.match(/All examples +(\S+)/)?.[1] ?? '';
    expect(await (await fetch(examples)).text()).toContain('/open/react');
    expect((await fetch(`${examples}/open/script-tag`)).url).toBe(`${shop}/`);
    const sdk = stdout.match(/http:\/\/127\.0\.0\.1:\d+\/js\/v1\/payframe\.js/)?.[0] ?? '';
    expect((await fetch(sdk)).status).toBe(200);
    const [, docs = ''] = stdout.match(/Documentation +(\S+?\/docs)/) ?? [];
    expect(await (await fetch(docs)).text()).toMatch(/<title>|`npm run docs` builds it/);
    expect(stdout).toMatch(/pk_test_\w{16,}/);
    expect(stdout).toMatch(/sk_test_\w{16,}/);
  });

  test('once everything is built, only starts: it installs and builds nothing', THOROUGH, async () => {
    const builtAt = () =>
      ['dist/host/js/v1/payframe.js', 'sandbox/dist/cli.mjs'].map((file) => statSync(file).mtimeMs);
    const before = builtAt();
    const { stderr } = await start(...anyPorts);
    expect(stderr).toBe('');
    expect(builtAt()).toEqual(before);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('stops all on %s', THOROUGH, async (signal) => {
    const { child, stdout } = await start(...anyPorts);
    const [exit] = await Promise.all([once(child, 'exit'), child.kill(signal)]);
    expect(exit).toEqual([0, null]);
    for (const origin of origins(stdout)) await expect(fetch(origin)).rejects.toThrow();
  });

  test('takes the next free port when one is busy, and says so', THOROUGH, async () => {
    const [busy, busyToo] = await Promise.all([serve({}), serve({}, '127.0.0.1')]);
    const [port, sandboxPort] = [busy, busyToo].map(({ url }) => new URL(url).port);
    try {
      const { stdout, stderr } = await start('--port', `${port}`, '--sandbox-port', `${sandboxPort}`);
      expect(stderr).toContain(`Port ${port} is busy`);
      expect(stderr).toContain(`Port ${sandboxPort} is busy`);
      expect(origins(stdout)).not.toContain(busy.url);
      expect(origins(stdout).length).toBeGreaterThan(0);
    } finally {
      await Promise.all([busy.close(), busyToo.close()]);
    }
  });

  test('explains itself, and what is wrong with a port', async () => {
    expect((await start('--help')).stdout).toContain('--sandbox-port');
    const { child, stderr } = await start('--port', 'many');
    expect(child.exitCode).toBe(1);
    expect(stderr.trim()).toBe("--port takes a number from 0 to 65535, not 'many'.");
  });
});

describe('npm start and npm run sandbox', THOROUGH, () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'payframe-start-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  test.each([
    ['sandbox.mjs', 'start.mjs'],
    ['start.mjs', 'sandbox.mjs'],
  ] as const)(
    'while %s runs, %s leads to its sandbox and its keys, and says how both can run',
    async (first, second) => {
      const freePorts = { 'start.mjs': anyPorts, 'sandbox.mjs': ['--port', '0'] };
      const { stdout } = await run(first, '--data', data, ...freePorts[first]);
      const [url] = stdout.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
      const { child, stderr } = await run(second, '--data', data, ...freePorts[second]);
      expect(child.exitCode).toBe(1);
      expect(stderr).toContain(`it is at ${url}, and its keys are on ${url}/dashboard/keys.`);
      expect(stderr).toContain('--data DIR --port 0');
    },
  );
});
