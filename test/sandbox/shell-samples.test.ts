/**
 * The guides' commands for a shell, run as a reader types them.
 *
 * @module-tag thorough
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { generate } from 'selfsigned';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { snippetWith } from '../docs/markdown.js';
import { linesOf, type ShellLine } from '../docs/samples/shell.js';
import { command, run as start, startCommand } from './command.js';
import { Reader } from './dashboard-reader.js';
import { keyOf, temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';
import { QUICK_START } from './quick-start.js';

const guard = (name: string) => join(import.meta.dirname, `../../dist/guard/${name}.mjs`);

/** A folder with the commands that a shop has in its `node_modules/.bin`, and an `npx` that starts those. */
function commandsOfTheShop(): string {
  const folder = temporaryDirectory();
  const put = (name: string, line: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\nexec ${line} "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const node = `'${process.execPath}'`;
  put('payframe-sandbox', `${node} ${QUICK_START.join(' ')} '${command}'`);
  put('payframe', `${node} '${guard('payframe')}'`);
  put('payframe-guard', `${node} '${guard('payframe-guard')}'`);
  put('npx', '');
  return folder;
}

let path: string;
let sandbox: Awaited<ReturnType<typeof startCommand>>;
beforeAll(async () => {
  sandbox = await startCommand();
  path = `${commandsOfTheShop()}${delimiter}${process.env.PATH}`;
});

const groups: number[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
});

/** Types a line into a shell. It ends with the test at the latest. */
function type(line: string, cwd: string, env: Record<string, string> = {}) {
  const shell = spawn('bash', ['-c', line], {
    cwd,
    detached: true,
    env: { ...process.env, ...env, PATH: path },
  });
  if (shell.pid) groups.push(shell.pid);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    shell[stream].on('data', (chunk) => {
      output[stream] += chunk;
    });
  const ended = new Promise<number | null>((resolve) => shell.on('close', resolve));
  const until = (stream: 'stdout' | 'stderr', words: string) =>
    expect
      .poll(
        () => {
          if (shell.exitCode !== null) throw new Error(`It ended: ${output.stdout}${output.stderr}`);
          return output[stream];
        },
        { timeout: 60_000 },
      )
      .toContain(words);
  return { output, ended, until };
}

async function run(line: string, cwd: string, env?: Record<string, string>): Promise<string> {
  const { ended, output } = type(line, cwd, env);
  expect([await ended, output.stderr]).toEqual([0, '']);
  return output.stdout;
}

/** What an operator has put where a line says. */
async function filesOf(line: string): Promise<string> {
  const folder = temporaryDirectory();
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Merchant ID: Tea House' }], {
    keyType: 'ec',
  });
  put('merchant.pem', cert);
  put('merchant.key', key);
  put('apple-developer-merchantid-domain-association', '7B22');
  put('upstream', keyOf(['sk', 'live'].join('_')));
  return line.replaceAll(/\/etc\/payframe|\/run\/secrets/g, folder);
}

/** By a free port, in memory and with one line of JSON, as the variables of the flags say. */
const QUIETLY = { PAYFRAME_PORT: '0', PAYFRAME_MEMORY: '1', PAYFRAME_JSON: '1', DATABASE_URL: '' };

test.each(linesOf('start'))('$guide: `$text` starts', async ({ text }: ShellLine) => {
  const { output, until } = type(
    (await filesOf(text)).replace("'…'", "'a password of the owner'"),
    temporaryDirectory(),
    QUIETLY,
  );
  await until('stdout', '\n');
  const { url, restrictedKey } = JSON.parse(output.stdout);
  expect((await fetch(`${url}/js/v1/payframe.js`)).status).toBe(200);
  expect(restrictedKey !== undefined).toBe(text.includes('--restricted'));
});

const [besideRunning, besideStopped] = [false, true].map((isStopped) =>
  linesOf('ask').filter(({ text }) => text.includes(' dashboard ') === isStopped),
);

test.each(besideRunning ?? [])('$guide: `$text` works beside a running one', async ({ text }: ShellLine) => {
  writeFileSync(join(sandbox.cwd, 'shop.json'), snippetWith('docs/testing.md', '"fixtures"').code);
  if (/ (?:listen|logs)/.test(text)) return type(text, sandbox.cwd).until('stderr', 'Ready!');
  await run(text, sandbox.cwd);
  if (!text.includes(' fixtures ')) return;
  const { data } = await officialClient(sandbox).paymentIntents.list({ expand: ['data.customer'] });
  const customer = expect.objectContaining({ name: 'Jenny Rosen' });
  expect(data).toContainEqual(expect.objectContaining({ amount: 2000, status: 'succeeded', customer }));
});

test.each(besideStopped ?? [])('$guide: `$text` works beside a stopped one', async ({ text }: ShellLine) => {
  const password = 'a password of the owner';
  const server = start(['--json', '--port', '0'], temporaryDirectory(), '', {
    PAYFRAME_DASHBOARD_PASSWORD: password,
  });
  await server.until('stdout', '\n');
  await new Reader(JSON.parse(server.output.stdout).url).signIn(password);
  server.child.kill('SIGINT');
  await server.exited;
  expect(await run(text, server.cwd)).toContain('Two-factor of the owner is off.');
});

/** A shop's folder, in which nothing is secret. */
function cleanShop(): string {
  const folder = temporaryDirectory();
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'dist'));
  mkdirSync(join(folder, 'src'));
  put('package.json', '{}');
  put('.env', 'SHOP=tea');
  put('.env.production', 'SHOP=tea');
  put('dist/app.js', 'document.title = "Tea";');
  put('src/server.js', 'export const list = (stripe) => stripe.paymentIntents.list();');
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('git', ['add', '.'], { cwd: folder });
  return folder;
}

test.each(linesOf('payframe'))(
  '$guide: `$text` finds nothing amiss in a clean shop',
  async ({ text }: ShellLine) => {
    expect(await run(text, cleanShop())).toMatch(/No secret key in \d files?\.|1 work, 0 differ/);
  },
);

test.each(linesOf('curl'))('$guide: `$text` is answered', async ({ text, comment }: ShellLine) => {
  const { id } = await officialClient(sandbox).checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'Tea' }, unit_amount: 500 }, quantity: 1 },
    ],
    success_url: 'https://shop.example/done',
  });
  const line = text
    .replace('cs_test_…', id)
    .replace(/http:\/\/127\.0\.0\.1:4242|https:\/\/pay\.example\.net/, sandbox.url)
    .replace('curl', `curl --silent --write-out '\\nstatus %{http_code}'`);
  const { secretKey } = sandbox;
  const said = await run(line, sandbox.cwd, { SECRET_KEY: secretKey, PAYFRAME_SECRET_KEY: secretKey });
  if (text.includes('| grep')) return expect(said).toContain("default-src 'none'");
  expect(said).toMatch(new RegExp(`status ${/^\d{3}/.exec(comment)?.[0] ?? 200}$`));
});
