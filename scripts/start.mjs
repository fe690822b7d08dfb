/**
 * `npm start`: the sandbox on 127.0.0.1, and on localhost the demo shop and a page of all examples, ready to
 * try.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { startExamples } from './examples.mjs';
import { followNpm } from './follow-npm.mjs';
import { install } from './install.mjs';

const help = `npm start -- [options]: the sandbox and the demo shop, on this machine.

  --port N           the demo shop's port on localhost (3000, or PORT); 0 picks a free one
  --sandbox-port N   the sandbox's port on 127.0.0.1 (4242, or SANDBOX_PORT); 0 picks a free one
  --memory           keep nothing on disk
  --data DIR         where the embedded database lives (.payframe)
  --help             print this

With DATABASE_URL set, that PostgreSQL is used instead of the embedded database.
`;

async function main() {
  const options = readOptions();
  if (!options) return process.stdout.write(help);
  await install();
  await buildIfStale();
  const { startSandbox } = await import('../sandbox/dist/index.mjs');
  const { startShop } = await import('../examples/script-tag/server.mjs');
  const port = await freePort('127.0.0.1', options.sandboxPort);
  const sandbox = await startSandbox({ ...options.sandbox, host: '127.0.0.1', port });
  const shop = await startShop({
    host: 'localhost',
    port: await freePort('localhost', options.port),
    sandbox,
  });
  const examples = await startExamples({
    host: 'localhost',
    port: options.port === 0 ? 0 : await freePort('localhost', options.port + 1),
    sandbox,
    started: { 'script-tag': shop },
  });
  stopOnSignal(examples, sandbox);
  followNpm();
  process.stdout.write(welcome(shop, examples, sandbox));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: process.env.PORT ?? '3000' },
      'sandbox-port': { type: 'string', default: process.env.SANDBOX_PORT ?? '4242' },
      memory: { type: 'boolean', default: false },
      data: { type: 'string', default: '.payframe' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const databaseUrl = process.env.DATABASE_URL;
  return {
    port: readPort('--port', values.port),
    sandboxPort: readPort('--sandbox-port', values['sandbox-port']),
    sandbox: { memory: values.memory, dataDir: values.data, ...(databaseUrl && { databaseUrl }) },
  };
}

function readPort(name, text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`${name} takes a number from 0 to 65535, not '${text}'.`);
}

async function freePort(host, wanted) {
  if (wanted === 0) return 0;
  for (let port = wanted; port < wanted + 50 && port <= 65535; port += 1) {
    if (!(await isFree(host, port))) continue;
    if (port !== wanted) say(`Port ${wanted} is busy: using ${port}.`);
    return port;
  }
  throw new Error(`The ports from ${wanted} on are all busy; pass another one (see npm start -- --help).`);
}

function isFree(host, port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function stopOnSignal(...servers) {
  let stopping = false;
  const stop = async () => {
    // A second Ctrl+C ends it at once.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), 5000).unref();
    await Promise.all(servers.map((server) => server.close()));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

/** Where the guides are: as a site, once that is built. */
const documentation = ({ url }) =>
  existsSync(new URL('../sandbox/dist/docs', import.meta.url))
    ? `${url}/docs`
    : `${url}/docs, once \`npm run docs\` has built it`;

function welcome(shop, examples, sandbox) {
  const bold = (text) =>
    process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text;
  return `
  ${bold('Payframe is ready, in test mode.')} No money moves, and nothing leaves this machine.

  Demo checkout     ${bold(shop.url)}
  All examples      ${examples.url}
  Dashboard         ${sandbox.url}/dashboard
  Documentation     ${documentation(sandbox)}
  Sandbox           ${sandbox.url}
  SDK               ${sandbox.script}
  Publishable key   ${sandbox.publishableKey}
  Secret key        ${sandbox.secretKey}

  Try               4242 4242 4242 4242, any date in the future, any CVC
                    4000 0027 6000 3184: the bank asks first (3-D Secure)
                    4000 0000 0000 9995: declined, for insufficient funds
  From a server     curl ${sandbox.url}/v1/payment_intents -u ${sandbox.secretKey}:

  Ctrl+C stops all.

`;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

main().catch((error) => {
  say(error.message);
  process.exit(1);
});
