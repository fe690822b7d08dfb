import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../src/vue/index.ts', import.meta.url));

/** The binding as a shop's bundler makes it, Vue and the page script aside. */
async function bundle() {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['vue'],
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

test('the binding is 2 KB in brotli beside the page script', async () => {
  const { bytes } = await bundle();
  console.info(`brotli: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(2048);
});

test('the binding has nothing of the page script, the frames or another framework in it', async () => {
  const { sources, packages } = await bundle();
  expect(sources.every((path) => path.includes('src/vue/'))).toBe(true);
  expect(new Set(packages.map(({ path }) => path))).toEqual(new Set(['vue']));
});
