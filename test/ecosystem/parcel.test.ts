/** The package in a shop that Parcel builds. */
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll } from 'vitest';
import { type Bundle, testBundlers } from '../browser/bundlers.js';
import { openPackedShop, type PackedShop } from '../browser/packed-shop.js';
import { commandOf, run } from './commands.js';
import { ecosystemFolder } from './install.js';

let shop: PackedShop;

beforeAll(async () => {
  // Without it Parcel looks for a file or folder of each entry's name, and finds only `payframe`.
  const manifest = { '@parcel/resolver-default': { packageExports: true } };
  shop = await openPackedShop(`${ecosystemFolder}.cache/parcel-`, manifest);
});
afterAll(() => shop?.remove());

/** Parcel builds pages: of a lone script, which may not be a module, it keeps all. */
const withParcel: Bundle = async (entry) => {
  await shop.write(`${entry}.html`, `<!doctype html><script type="module" src="${entry}"></script>`);
  const output = `built-${entry}`;
  const flags = ['--dist-dir', output, '--no-source-maps', '--no-cache', '--log-level', 'warn'];
  await run(shop.folder, [commandOf('parcel'), 'build', `${entry}.html`, ...flags]);
  const scripts = (await readdir(shop.path(output))).filter((name) => name.endsWith('.js'));
  return readFile(shop.path(`${output}/${scripts[0]}`), 'utf8');
};

testBundlers([['Parcel', withParcel]], () => shop);
