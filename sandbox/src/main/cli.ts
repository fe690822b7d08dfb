import { parseArgs } from 'node:util';
import type { Permissions } from '../api-keys/index.js';
import { rangesOf } from '../kernel/http/client-address.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { startSandbox } from './start.js';
import { UsageError } from './usage-error.js';

const HELP = `payframe-sandbox: the test-mode platform behind Payframe, on this machine.

  payframe-sandbox                 start it
  payframe-sandbox listen          print the events of a running one, and forward them
  payframe-sandbox trigger EVENT   make an event happen in a running one
  payframe-sandbox fixtures FILE   send a running one the requests of a file
  payframe-sandbox COMMAND --help  explain a command

  --port N     the port to listen on (4242); 0 picks a free one
  --host ADDR  the address to bind (127.0.0.1)
  --memory     keep nothing on disk
  --data DIR   where the embedded database lives (.payframe)
  --forward-to URL
               send all events to this address, such as http://localhost:3000/webhook
  --no-private-webhooks
               send events to public addresses alone, and to that of --forward-to
  --trusted-proxy ADDRESSES
               take the client's address from X-Forwarded-For where these pass it on: 127.0.0.1,10.0.0.0/8
  --shops ORIGINS
               show the frames in pages of these origins alone, such as https://shop.example,https://www.shop.example
  --restricted PERMISSIONS
               make a restricted key, such as customers=read,disputes=write
  --font FILE  a font that may draw what is typed into a field, where a page has it in its fonts; more than once for more
  --json       print one line of JSON when ready: url, script, publishableKey, secretKey, restrictedKey, webhookSecret
  --help       print this

With DATABASE_URL set, that PostgreSQL is used instead of the embedded database.
With PAYFRAME_UPSTREAM_URL and PAYFRAME_UPSTREAM_SECRET_KEY set, live mode sends cards and payments there.
With PAYFRAME_DASHBOARD_PASSWORD set, /dashboard asks for it and lets in other machines.
`;

interface Command {
  help: boolean;
  json: boolean;
  options: SandboxOptions;
}

async function readCommand(args: string[], env: NodeJS.ProcessEnv): Promise<Command> {
  const { values } = parse(args);
  return {
    help: values.help,
    json: values.json,
    options: {
      port: readPort(values.port),
      host: values.host,
      memory: values.memory,
      dataDir: values.data,
      fonts: values.font,
      ...(values['forward-to'] !== undefined && { forwardTo: await readUrl(values['forward-to']) }),
      privateWebhooks: !values['no-private-webhooks'],
      trustedProxies: readRanges(values['trusted-proxy'].join()),
      ...(values.shops && { shops: readOrigins(values.shops) }),
      ...(values.restricted && { restricted: await readPermissions(values.restricted) }),
      ...(env.PAYFRAME_DASHBOARD_PASSWORD && { dashboardPassword: env.PAYFRAME_DASHBOARD_PASSWORD }),
      ...(env.PAYFRAME_UPSTREAM_URL && { upstream: readUpstream(env.PAYFRAME_UPSTREAM_URL, env) }),
      ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
      log: (line) => process.stderr.write(`${line}\n`),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4242' },
        host: { type: 'string', default: '127.0.0.1' },
        memory: { type: 'boolean', default: false },
        data: { type: 'string', default: '.payframe' },
        'forward-to': { type: 'string' },
        'no-private-webhooks': { type: 'boolean', default: false },
        'trusted-proxy': { type: 'string', multiple: true, default: [] },
        shops: { type: 'string' },
        restricted: { type: 'string' },
        font: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 0 to 65535, not '${text}'.`);
}

// The resources are loaded for the two flags that need them; for all others that would delay the engine.
async function readUrl(text: string): Promise<string> {
  const { wrongUrl } = await import('../resources/webhook-endpoints/index.js');
  const wrong = wrongUrl(text);
  if (!wrong) return text;
  throw new UsageError(`--forward-to takes an address: ${wrong}.`);
}

function readRanges(text: string): string[] {
  const ranges = text.split(',').flatMap((range) => range.trim() || []);
  try {
    rangesOf(ranges);
    return ranges;
  } catch {
    throw new UsageError(`--trusted-proxy takes addresses, such as 127.0.0.1 or 10.0.0.0/8, not '${text}'.`);
  }
}

function readUpstream(url: string, { PAYFRAME_UPSTREAM_SECRET_KEY: secretKey }: NodeJS.ProcessEnv) {
  if (secretKey) return { url, secretKey };
  throw new UsageError('PAYFRAME_UPSTREAM_URL needs PAYFRAME_UPSTREAM_SECRET_KEY beside it.');
}

function readOrigins(text: string): string[] {
  const origins = text.split(',');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong === undefined) return origins;
  throw new UsageError(`--shops takes origins, such as https://shop.example, not '${wrong}'.`);
}

async function readPermissions(text: string): Promise<Permissions> {
  const { parsePermissions } = await import('../api-keys/index.js');
  try {
    return parsePermissions(text);
  } catch (error) {
    throw new UsageError(`--restricted: ${(error as Error).message}`);
  }
}

const json = ({ url, script, publishableKey, secretKey, restrictedKey, webhookSecret }: Sandbox) =>
  `${JSON.stringify({ url, script, publishableKey, secretKey, restrictedKey, webhookSecret })}\n`;

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
  if (command.help) {
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

try {
  await main();
} catch (error) {
  const { message } = error as Error;
  if (error instanceof UsageError) fail(`${message}\n\nSee --help.`, 2);
  fail(message, 1);
}
