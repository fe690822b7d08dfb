import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { verdictOn } from './stats.js';

/** The files that a first card field loads; the rest comes where it is needed. */
const FIRST = /^(?:js.v1.payframe\.js|frame.v1.card\.html)$/;

/** The most bytes that these may have; `test/browser/sizes.test.ts` holds them. */
const GOALS: Record<string, number> = { 'js/v1/payframe.js': 9216, first: 20_480 };

/** Prints the brotli size of everything that a host serves to a page, and of what a first card field loads. */
export function printSizes(): void {
  const files = readdirSync('dist/host', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:js|html)$/.test(path),
  );
  const sizes = files.map((path) => ({
    path,
    bytes: brotliCompressSync(readFileSync(`dist/host/${path}`)).length,
  }));
  console.log('Brotli bytes');
  for (const { path, bytes } of sizes)
    console.log(`  ${`${bytes}`.padStart(6)}  ${path}${verdictOn(bytes, GOALS[path])}`);
  const first = sizes.filter(({ path }) => FIRST.test(path)).reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`  ${`${first}`.padStart(6)}  of a first card field${verdictOn(first, GOALS.first)}\n`);
}
