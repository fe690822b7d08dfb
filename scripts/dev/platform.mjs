import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { context } from 'esbuild';

const BUNDLE = resolve('.cache/dev/sandbox.mjs');
const PROCESS = fileURLToPath(new URL('platform-process.mjs', import.meta.url));
const HOST = '127.0.0.1';

/**
 * Creates the sandbox, from its sources, and the demo shop, in a process that can restart on the same data.
 *
 * @param {string} dataDir Where the embedded database lives; not used with DATABASE_URL.
 * @returns {Promise<{ restart(url: string): Promise<void>, close(): Promise<void>,
 * sandbox(): Promise<{ host: string, port: number }>, shop(): Promise<{ host: string, port: number }> }>}
 * `restart` takes the origin under which people reach the sandbox. `sandbox` and `shop` return their
 * addresses when they listen.
 */
export async function createPlatform(dataDir) {
  const ports = { sandbox: await freePort(), shop: await freePort() };
  const bundle = await context({
    entryPoints: ['sandbox/src/index.ts'],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    tsconfig: 'sandbox/tsconfig.json',
    logLevel: 'silent',
    // The sandbox finds its migrations relative to its sources.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL('sandbox/src/index.ts').href) },
  });
  let child;
  let sandbox = toCome(ports.sandbox);
  let shop = toCome(ports.shop);

  async function stop() {
    sandbox = toCome(ports.sandbox);
    shop = toCome(ports.shop);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async function restart(url) {
    // This comes first: if the saved file has a mistake, the running process continues.
    await bundle.rebuild();
    await stop();
    const options = {
      bundle: pathToFileURL(BUNDLE).href,
      sandbox: { host: HOST, port: ports.sandbox, dataDir, databaseUrl: process.env.DATABASE_URL },
      shop: { host: HOST, port: ports.shop },
      known: { url, script: `${url}/js/v1/payframe.js` },
    };
    // V8 compiles the database's engine once: to compile it again for speed would take half of the time of a restart.
    child = spawn(process.execPath, ['--liftoff-only', PROCESS, JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    for (const server of [sandbox, shop]) {
      const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (message !== 'listening')
        throw new Error('The sandbox has not started. It does once its mistake is mended.');
      server.listens();
    }
  }

  return {
    restart,
    sandbox: () => sandbox.address,
    shop: () => shop.address,
    async close() {
      await stop();
      await bundle.dispose();
    },
  };
}

/** Returns the address of a server that does not listen yet. */
function toCome(port) {
  const server = {};
  server.address = new Promise((listening) => {
    server.listens = () => listening({ host: HOST, port });
  });
  return server;
}

function freePort() {
  return new Promise((found, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
