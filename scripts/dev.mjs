/**
 * `npm run dev`: the sandbox and the demo shop from their sources. A saved change is in the browser a moment
 * later: frames and the page's script are built again, the sandbox and the shop restart on the same data, and
 * open pages reload.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { followNpm } from './follow-npm.mjs';
import { install } from './install.mjs';

const SHARED = ['src/keys', 'src/contract'];
const OF_THE_HOST = ['src/page', 'src/frame', 'src/wire', ...SHARED];
const OF_THE_PLATFORM = [
  'sandbox/src',
  'sandbox/drizzle',
  'examples/script-tag',
  'examples/playground',
  ...SHARED,
];

/** Longest time that a save may take, in ms: editors write in parts, or more than one file. */
const SAVING_MS = 20;

const help = `npm run dev -- [options]: the sandbox and the demo shop from their sources, followed by the browser.

  --port N           the demo shop's port on localhost (3000, or PORT); 0 picks a free one
  --sandbox-port N   the sandbox's port on 127.0.0.1 (4242, or SANDBOX_PORT); 0 picks a free one
  --data DIR         where the embedded database lives (.payframe)
  --help             print this
`;

async function main() {
  const { values: flags } = parseArgs({
    options: {
      port: { type: 'string', default: process.env.PORT ?? '3000' },
      'sandbox-port': { type: 'string', default: process.env.SANDBOX_PORT ?? '4242' },
      data: { type: 'string', default: '.payframe' },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) return process.stdout.write(help);
  await install();
  // A new database is a copy of one that the build creates.
  if (!existsSync('sandbox/dist/template.tar.gz')) await buildIfStale();
  const stop = await start(flags);
  followNpm();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, async () => {
      await stop();
      process.exit(0);
    });
}

// It runs when the packages that these modules import are installed.
async function start(flags) {
  const [{ startFront }, { createHostBuilder }, { createPlatform }, { watchFolders }] = await Promise.all([
    import('./dev/front.mjs'),
    import('./dev/host.mjs'),
    import('./dev/platform.mjs'),
    import('./dev/watch.mjs'),
  ]);
  const host = await createHostBuilder();
  const platform = await createPlatform(flags.data);
  let files = new Map();
  const sandbox = await startFront({
    host: '127.0.0.1',
    port: Number(flags['sandbox-port']),
    backend: platform.sandbox,
    fileAt: (path) => files.get(path),
  });
  const shop = await startFront({ host: 'localhost', port: Number(flags.port), backend: platform.shop });

  async function take(paths) {
    const isIn = (folders) => paths.some((path) => folders.some((folder) => path.startsWith(folder)));
    await Promise.all([
      isIn(OF_THE_HOST) && host.build().then((built) => (files = built)),
      isIn(OF_THE_PLATFORM) && platform.restart(sandbox.url),
    ]);
    for (const front of [sandbox, shop]) front.reload();
  }

  const folders = [...new Set([...OF_THE_HOST, ...OF_THE_PLATFORM])];
  const saved = oneAfterTheOther(take);
  const stopWatching = watchFolders(folders, saved);
  await saved(...folders);
  process.stdout.write(
    `Demo checkout ${shop.url}, dashboard ${sandbox.url}/dashboard. What you save is there at once.\n`,
  );

  return async () => {
    stopWatching();
    await Promise.all([sandbox.close(), shop.close(), host.close(), platform.close()]);
  };
}

/** Handles saved files, with all files of the meantime together. It prints errors, and continues. */
function oneAfterTheOther(take) {
  const waiting = new Set();
  let working;

  async function work() {
    while (waiting.size > 0) {
      await sleep(SAVING_MS);
      const paths = [...waiting];
      waiting.clear();
      await take(paths).catch((error) => process.stderr.write(`${error.message}\n`));
    }
    working = undefined;
  }

  return (...paths) => {
    for (const path of paths) waiting.add(path);
    working ??= work();
    return working;
  };
}

main().catch(({ code, port, message }) => {
  const busy = code === 'EADDRINUSE' && `Port ${port} is busy: pass another one (see npm run dev -- --help).`;
  process.stderr.write(`${busy || message}\n`);
  process.exit(1);
});
