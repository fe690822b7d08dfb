import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** A binding as a shop's bundler makes it, its framework and the page script aside. */
async function bundle(framework: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(`../src/${framework}/index.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    external: [framework],
    metafile: true,
    write: false,
  });
  const inputs = Object.entries(metafile.inputs);
  return {
    bytes: brotliCompressSync(outputFiles[0]?.contents ?? '').length,
    sources: inputs.map(([path]) => path),
    packages: inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external)),
  };
}

/** Defines the tests of the bundle of the binding for a framework, which is in a folder of that name. */
export function testBundle(framework: string): void {
  test('the binding is 2 KB in brotli beside the page script', async () => {
    const { bytes } = await bundle(framework);
    console.info(`brotli: ${bytes} bytes`);
    expect(bytes).toBeLessThanOrEqual(2048);
  });

  test('the binding has nothing of the page script, the frames or another framework in it', async () => {
    const { sources, packages } = await bundle(framework);
    const own = ['contract', 'retry', framework].map((folder) => `src/${folder}/`);
    expect(sources.every((path) => own.some((folder) => path.includes(folder)))).toBe(true);
    expect(new Set(packages.map(({ path }) => path))).toEqual(new Set([framework]));
  });
}
