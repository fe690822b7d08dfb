/** What the guide has people write in TypeScript, held against the types of the wrappers and of `@stripe/stripe-js`. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandOf, run } from './commands.js';
import { ecosystemFolder } from './install.js';
import { fromGuide } from './wrappers/build.js';

const SETTINGS = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'preserve',
    jsxImportSource: 'solid-js',
    types: [],
    paths: { payframe: ['../../../../dist/types/page/index.d.ts'] },
  },
};

const SOLID = `import { Elements } from 'solid-stripe';
  import { stripe } from './object.js';
  export const shop = <Elements stripe={stripe}>Shop</Elements>;`;

const SVELTE = `import type { ComponentProps } from 'svelte';
  import { Elements } from 'svelte-stripe';
  import { stripe } from './object.js';
  export const given: ComponentProps<typeof Elements>['stripe'] | null = await stripe;`;

/** What the compiler says of a shop. */
async function complaints(files: Record<string, string>): Promise<string> {
  const cache = join(ecosystemFolder, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'types-'));
  try {
    const all = { 'tsconfig.json': JSON.stringify(SETTINGS), ...files };
    for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
    return await run(folder, [commandOf('tsc'), '-p', folder]).catch((error: Error) => error.message);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const OBJECT = `${fromGuide('const stripe: Promise<Stripe').replace('const stripe', 'export const stripe')}
  declare const key: string, host: string;`;

const shop = (object: string) => ({ 'object.ts': object, 'solid.tsx': SOLID, 'svelte.ts': SVELTE });

test('an object of ours is what typed wrappers take, without a cast', async () => {
  expect(await complaints(shop(OBJECT))).toBe('');
  // It is the types that say so: an object that lacks a method is none.
  const lacking = OBJECT.replace(
    /: Promise<Stripe.*?(?= =)/,
    ': Promise<Omit<Payframe, "elements"> | null>',
  ).replace('loadPayframe }', 'loadPayframe, type Payframe }');
  expect(await complaints(shop(lacking))).toMatch(/solid\.tsx.*error[\s\S]*svelte\.ts.*error/);
});

test('the global is what `window.Stripe` has to be, without a cast', async () => {
  expect(await complaints({ 'stripe-global.ts': fromGuide('// stripe-global.ts') })).toBe('');
});
