import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

/** Prints the brotli size of everything that a first card field loads. */
export function printSizes(): void {
  const files = readdirSync('dist/host', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:js|html)$/.test(path),
  );
  const sizes = files.map((path) => ({
    path,
    bytes: brotliCompressSync(readFileSync(`dist/host/${path}`)).length,
  }));
  console.log('Brotli bytes of a first card field');
  for (const { path, bytes } of sizes) console.log(`  ${`${bytes}`.padStart(6)}  ${path}`);
  console.log(`  ${`${sizes.reduce((sum, { bytes }) => sum + bytes, 0)}`.padStart(6)}  in all\n`);
}
