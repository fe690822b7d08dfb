import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../src/element/index.ts', import.meta.url));

test('the custom elements are 6.1 KB in brotli, without the SDK, which comes from the host', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  const bytes = brotliCompressSync(outputFiles[0]?.contents ?? '').length;
  console.info(`brotli: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(6246);
  const sources = Object.keys(metafile.inputs);
  expect(
    sources.filter((path) =>
      /page\/(?:payframe|elements?|frame-link)\.ts|src\/frame|node_modules/.test(path),
    ),
  ).toEqual([]);
  expect(sources.some((path) => path.endsWith('page/load-payframe.ts'))).toBe(true);
});
