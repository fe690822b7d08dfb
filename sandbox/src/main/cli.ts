import type { Permissions } from '../api-keys/index.js';
import { rangesOf } from '../kernel/http/client-address.js';
import { type Given, listFlags, readSettings } from './flags.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { settings, variables } from './settings.js';
import { startSandbox } from './start.js';
import { UsageError } from './usage-error.js';
import { readWallets } from './wallet-settings.js';

const HELP = `payframe-sandbox: the test-mode platform behind Payframe, on this machine.

  payframe-sandbox                 start it
  payframe-sandbox listen          print the events of a running one, and forward them
  payframe-sandbox logs tail       print the requests to a running one
  payframe-sandbox trigger EVENT   make an event happen in a running one
  payframe-sandbox fixtures FILE   send a running one the requests of a file
  payframe-sandbox dashboard reset-two-factor
                                   let in who has lost their phone
  payframe-sandbox COMMAND --help  explain a command

${listFlags(settings)}

Each flag is also an environment variable, such as PAYFRAME_FORWARD_TO for --forward-to; a switch takes 1 or 0. Flags win.
These are only variables:

${Object.entries(variables)
  .map(([name, { what }]) => `  ${name}\n               ${what}`)
  .join('\n')}
`;

interface Command {
  json: boolean;
  options: SandboxOptions;
}

/** Returns the command; `undefined` where it asks for help. */
async function readCommand(args: string[], env: NodeJS.ProcessEnv): Promise<Command | undefined> {
  const given = readSettings(settings, args, env);
  if (!given) return undefined;
  const { shops, restricted } = given;
  return {
    json: given.json.value,
    options: {
      port: readPort(given.port),
      host: given.host.value,
      memory: given.memory.value,
      dataDir: given.data.value,
      fonts: given.font.value,
      ...(given['forward-to'] && { forwardTo: await readUrl(given['forward-to']) }),
      logFormat: readFormat(given.log),
      ...(given.metrics && { metrics: readAddress(given.metrics) }),
      privateWebhooks: !given['no-private-webhooks'].value,
      trustedProxies: readRanges(given['trusted-proxy']),
      ...(given['after-dunning'] && { afterDunning: readStatus(given['after-dunning']) }),
      ...(shops && { shops: readOrigins(shops) }),
      ...(restricted && { restricted: await readPermissions(restricted) }),
      ...(env.PAYFRAME_DASHBOARD_PASSWORD && { dashboardPassword: env.PAYFRAME_DASHBOARD_PASSWORD }),
      ...(env.PAYFRAME_UPSTREAM_URL && { upstream: readUpstream(env.PAYFRAME_UPSTREAM_URL, env) }),
      ...(env.PAYFRAME_ADDRESS_URL && { addressUrl: env.PAYFRAME_ADDRESS_URL }),
      wallets: readWallets(env),
      ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
      log: (line) => process.stderr.write(`${line}\n`),
    },
  };
}

function readPort({ value, from }: Given<string>): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new UsageError(`${from} takes a number from 0 to 65535, not '${value}'.`);
}

function readFormat({ value, from }: Given<string>): 'text' | 'json' {
  if (value === 'text' || value === 'json') return value;
  throw new UsageError(`${from} takes text or json, not '${value}'.`);
}

const STATUSES = ['canceled', 'past_due', 'unpaid'] as const;

function readStatus({ value, from }: Given<string>): (typeof STATUSES)[number] {
  const status = STATUSES.find((one) => one === value);
  if (status) return status;
  throw new UsageError(`${from} takes canceled, unpaid or past_due, not '${value}'.`);
}

function readAddress({ value, from }: Given<string>): { host: string; port: number } {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(value) ?? [];
  if (host && Number(port) <= 65_535) return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  throw new UsageError(`${from} takes an address with a port, such as 127.0.0.1:9464, not '${value}'.`);
}

// The resources are loaded for the two settings that need them; for all others that would delay the engine.
async function readUrl({ value, from }: Given<string>): Promise<string> {
  const { wrongUrl } = await import('../resources/webhook-endpoints/index.js');
  const wrong = wrongUrl(value);
  if (!wrong) return value;
  throw new UsageError(`${from} takes an address: ${wrong}.`);
}

function readRanges({ value, from }: Given<string[]>): string[] {
  const text = value.join();
  const ranges = text.split(',').flatMap((range) => range.trim() || []);
  try {
    rangesOf(ranges);
    return ranges;
  } catch {
    throw new UsageError(`${from} takes addresses, such as 127.0.0.1 or 10.0.0.0/8, not '${text}'.`);
  }
}

function readUpstream(url: string, { PAYFRAME_UPSTREAM_SECRET_KEY: secretKey }: NodeJS.ProcessEnv) {
  if (secretKey) return { url, secretKey };
  throw new UsageError('PAYFRAME_UPSTREAM_URL needs PAYFRAME_UPSTREAM_SECRET_KEY beside it.');
}

function readOrigins({ value, from }: Given<string>): string[] {
  const origins = value.split(',');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong === undefined) return origins;
  throw new UsageError(`${from} takes origins, such as https://shop.example, not '${wrong}'.`);
}

async function readPermissions({ value, from }: Given<string>): Promise<Permissions> {
  const { parsePermissions } = await import('../api-keys/index.js');
  try {
    return parsePermissions(value);
  } catch (error) {
    throw new UsageError(`${from}: ${(error as Error).message}`);
  }
}

const json = ({ url, script, publishableKey, secretKey, restrictedKey, webhookSecret, metrics }: Sandbox) =>
  `${JSON.stringify({ url, script, publishableKey, secretKey, restrictedKey, webhookSecret, metrics })}\n`;

const greeting = ({
  url,
  script,
  publishableKey,
  secretKey,
  restrictedKey,
  webhookSecret,
}: Sandbox) => `Payframe sandbox is ready.

  API and frames    ${url}
  Dashboard         ${url}/dashboard
  SDK script        ${script}
  Publishable key   ${publishableKey}
  Secret key        ${secretKey}   (test mode; for your server, never for a page)
${restrictedKey ? `  Restricted key    ${restrictedKey}\n` : ''}${webhookSecret ? `  Webhook secret    ${webhookSecret}\n` : ''}
Stop it with Ctrl+C.
`;

/** Longest time that closing may take, in ms. */
const CLOSE_WITHIN_MS = 15_000;

function closeOnSignal(sandbox: Sandbox): void {
  const close = async (signal: NodeJS.Signals) => {
    // Without a listener, a second signal ends the process in the usual way.
    process.off('SIGTERM', close);
    process.off('SIGINT', close);
    setTimeout(() => fail(`It could not be closed within ${CLOSE_WITHIN_MS / 1000} s.`, 1), CLOSE_WITHIN_MS);
    // A person who presses Ctrl+C waits for it; a service manager can wait for clients.
    await sandbox.close({ drain: signal === 'SIGTERM' });
    process.exit(0);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

/** Returns an error in words. */
function explain(error: unknown, { options }: Command): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' && options.metrics && (error as { port?: number }).port === options.metrics.port)
    return `Port ${options.metrics.port} is in use. Choose another with --metrics.`;
  if (code === 'EADDRINUSE')
    return `Port ${options.port} is in use. Choose another with --port, or 0 for a free one.`;
  if (code === 'EACCES') return `Port ${options.port} on ${options.host} may not be used by this user.`;
  if (code === 'ENOENT' && options.fonts?.includes(`${(error as NodeJS.ErrnoException).path}`))
    return `--font: there is no file ${(error as NodeJS.ErrnoException).path}.`;
  return message;
}

async function main(): Promise<void> {
  const [first] = process.argv.slice(2);
  if (first !== undefined && !first.startsWith('-')) return talk(process.argv.slice(2));
  const command = await readCommand(process.argv.slice(2), process.env);
  if (!command) {
    process.stdout.write(HELP);
    return;
  }
  try {
    const sandbox = await startSandbox(command.options);
    closeOnSignal(sandbox);
    process.stdout.write(command.json ? json(sandbox) : greeting(sandbox));
  } catch (error) {
    throw new Error(explain(error, command), { cause: error });
  }
}

/** Runs a command that talks to a running sandbox. */
async function talk(args: string[]): Promise<void> {
  const { runCommand } = await import('./commands/index.js');
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  await runCommand(args, {
    env: process.env,
    signal: ended.signal,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
}

function fail(message: string, code: number): never {
  process.stderr.write(`payframe-sandbox: ${message}\n`);
  process.exit(code);
}

// Without `await`: the commands, which `main` loads, share modules with this file in the built one, and would wait for
// it to the end.
main().catch((error: Error) => {
  if (error instanceof UsageError) fail(`${error.message}\n\nSee --help.`, 2);
  fail(error.message, 1);
});
