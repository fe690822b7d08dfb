/** The guide's samples for servers in other languages: each is well formed, and runs where the official client for it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { type Snippet, snippetWith } from '../docs/markdown.js';
import { officialClient } from '../sandbox/official.js';
import { run } from './commands.js';

interface Language {
  name: string;
  sample: Snippet;
  file: string;
  /** A command that has nothing to say against the file. */
  check: string[];
  run: string[];
  env?: Record<string, string>;
  /** The official client, as a reader installs it. */
  client: string;
  /** Puts what finds the client into the sample's folder. There is nothing where the client is not installed. */
  prepare: ((folder: string) => void) | undefined;
}

/** What a command prints, or nothing where it is not there or fails. */
function said(command: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

const isThere = (command: string) => spawnSync(command, { input: '' }).error === undefined;

const nothing = () => {};

/** The first Python that has the client, and otherwise the first. */
const python = ['python3', '/usr/bin/python3'].find(
  (path) => said(path, '-c', 'import stripe') !== undefined,
);

/** Where Composer installs for a whole account. */
const vendor = ['.config/composer/vendor', '.composer/vendor']
  .map((folder) => join(homedir(), folder))
  .find((folder) => existsSync(join(folder, 'stripe/stripe-php')));

/** The newest release among the modules that Go has loaded. */
function findGoModule(): string | undefined {
  const folder = join(said('go', 'env', 'GOMODCACHE') ?? '/none', 'github.com/stripe/stripe-go');
  if (!existsSync(folder)) return undefined;
  const versions = readdirSync(folder).filter((name) => name.startsWith('v82@'));
  return versions
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)
    ?.replace('v82@', '');
}
const goModule = findGoModule();
const goModFor = (version: string) =>
  `module shop\n\ngo 1.19\n\nrequire github.com/stripe/stripe-go/v82 ${version}\n`;

const LANGUAGES: Language[] = [
  {
    name: 'Python',
    sample: snippetWith('docs/servers.md', 'stripe.api_base'),
    file: 'payment.py',
    check: [python ?? 'python3', '-m', 'py_compile'],
    run: [python ?? 'python3'],
    client: 'stripe',
    prepare: python ? nothing : undefined,
  },
  {
    name: 'PHP',
    sample: snippetWith('docs/servers.md', 'StripeClient'),
    file: 'payment.php',
    check: ['php', '-l'],
    run: ['php'],
    client: 'stripe/stripe-php',
    prepare: vendor ? (folder) => symlinkSync(vendor, join(folder, 'vendor')) : undefined,
  },
  {
    name: 'Ruby',
    sample: snippetWith('docs/servers.md', "require 'stripe'"),
    file: 'payment.rb',
    check: ['ruby', '-wc'],
    run: ['ruby'],
    client: 'stripe',
    prepare: said('ruby', '-e', "require 'stripe'") === undefined ? undefined : nothing,
  },
  {
    name: 'Go',
    sample: snippetWith('docs/servers.md', 'stripe-go'),
    file: 'payment.go',
    // It also prints the name of a file that is not laid out as Go's are.
    check: ['gofmt', '-l', '-e'],
    run: ['go', 'run'],
    env: { GOFLAGS: '-mod=mod', GOPROXY: 'off', GONOSUMDB: '*' },
    client: 'github.com/stripe/stripe-go/v82',
    prepare: goModule ? (folder) => writeFileSync(join(folder, 'go.mod'), goModFor(goModule)) : undefined,
  },
];

let sandbox: Sandbox;
const folders: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, memory: true });
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  await sandbox?.close();
});

/** A reader's folder with the sample as a file. */
function folderOf({ sample, file }: Language): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-language-'));
  folders.push(folder);
  writeFileSync(join(folder, file), sample.code.replaceAll('http://127.0.0.1:4242', sandbox.url));
  return folder;
}

/** Defines a test that is skipped, and says so in its name, where something is missing. */
const testWith = (missing: string, name: string, body: () => Promise<void>) =>
  missing ? test.skip(`${name}: needs ${missing}`, body) : test(name, body);

describe.each(LANGUAGES)('$name', (language) => {
  const { file, check, env, client, prepare } = language;
  const missing = [check, language.run].map(([command = '']) => command).find((command) => !isThere(command));

  testWith(missing ?? '', 'the sample is well formed', async () => {
    const answer = await run(folderOf(language), [...check, file]);
    expect(answer.trim()).toMatch(/^(?:|Syntax OK|No syntax errors detected in payment\.php)$/);
  });

  const missingClient = prepare ? '' : `the official client, ${client}`;
  testWith(missing ?? missingClient, 'the official client makes the payment', async () => {
    const folder = folderOf(language);
    prepare?.(folder);
    const answer = await run(folder, [...language.run, file], { ...env, SECRET_KEY: sandbox.secretKey });
    const [, id = '', status] = /^(pi_\w+) (\w+)$/m.exec(answer) ?? [];
    const made = await officialClient(sandbox).paymentIntents.retrieve(id);
    expect(made).toMatchObject({ amount: 3600, currency: 'eur', status });
  });
});
