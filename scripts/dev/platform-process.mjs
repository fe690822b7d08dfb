/** The process that `scripts/dev/platform.mjs` starts: the sandbox, and the demo shop that uses it. */
import { startShop } from '../../examples/script-tag/server.mjs';

const options = JSON.parse(process.argv[2]);
const { startSandbox } = await import(options.bundle);

const sandbox = await startSandbox(options.sandbox);
process.send('listening');
const shop = await startShop({ ...options.shop, sandbox: { ...sandbox, ...options.known } });
process.send('listening');

const close = async () => {
  await Promise.all([shop.close(), sandbox.close()]);
  process.exit(0);
};
process.on('SIGTERM', close);
process.on('disconnect', close);
// Ctrl+C goes to every process of a terminal; the parent process ends this one.
process.on('SIGINT', () => {});
