import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Parts of a custom Checkout. */
const OF_CHECKOUT = /^(?:CheckoutProvider|useCheckout)$/;

/** What of a binding an app imports. */
const PARTS = {
  Elements: (name: string) => !name.startsWith('Embedded') && !OF_CHECKOUT.test(name),
  'an embedded Checkout': (name: string) => name.startsWith('Embedded'),
  'a custom Checkout': (name: string) => OF_CHECKOUT.test(name),
};

type Part = keyof typeof PARTS;

/** A part of a binding as a shop's bundler makes it, its framework and the page script aside. */
async function bundle(framework: string, part: Part) {
  const names = Object.keys((await import(`../src/${framework}/index.ts`)) as object).filter(PARTS[part]);
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { ${names.join(', ')} } from './index.ts';`,
      resolveDir: fileURLToPath(new URL(`../src/${framework}`, import.meta.url)),
    },
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
  test.each<[Part, number]>([
    ['Elements', 2048],
    ['an embedded Checkout', 1024],
    ['a custom Checkout', 1024],
  ])('the binding of %s is at most %i bytes in brotli beside the page script', async (part, most) => {
    const { bytes } = await bundle(framework, part);
    console.info(`brotli: ${bytes} bytes`);
    expect(bytes).toBeGreaterThan(200);
    expect(bytes).toBeLessThanOrEqual(most);
  });

  test.each(Object.keys(PARTS) as Part[])(
    'the binding of %s has nothing of the page script, the frames or another framework in it',
    async (part) => {
      const { sources, packages } = await bundle(framework, part);
      const own = ['bindings', 'contract', 'retry', framework].map((folder) => `src/${folder}/`);
      const others = sources.filter(
        (path) => path !== '<stdin>' && !own.some((folder) => path.includes(folder)),
      );
      expect(others).toEqual([]);
      expect(new Set(packages.map(({ path }) => path))).toEqual(new Set([framework]));
    },
  );
}
