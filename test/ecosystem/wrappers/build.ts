/** A shop with one of the wrappers, built as people of its framework build theirs, with the lines that the guide gives them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { type PluginOption, build as viteBuild } from 'vite';
import { snippetWith } from '../../docs/markdown.js';

export type Mode = 'development' | 'production';

/** How a shop gets its object: by an import, from a global of its own or of a script tag, or by another `loadStripe`. */
export type Way = 'object' | 'global' | 'script tag' | 'loader';

export interface ShopOptions {
  /** A file of this folder. */
  app: string;
  mode: Mode;
  way: Way;
  host: string;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
export const cache = fileURLToPath(new URL('../.cache/', import.meta.url));
export const payframe = fileURLToPath(new URL('../../../dist/payframe.mjs', import.meta.url));

const GUIDE_HOST = 'https://pay.example.com';

/** How an app starts, by its file's ending; one that is a script starts itself. */
const STARTS: Record<string, (app: string) => string> = {
  '.vue': (app) => `import { createApp } from 'vue';
    import App from '${app}';
    createApp(App).mount('#root');`,
  '.svelte': (app) => `import { mount } from 'svelte';
    import App from '${app}';
    mount(App, { target: document.getElementById('root') });`,
  '.jsx': (app) => `import { render } from 'solid-js/web';
    import App from '${app}';
    render(App, document.getElementById('root'));`,
  '.js': (app) => `import '${app}';`,
};

/** A piece of code of the guide that has these words, with another host in the place of its own. */
export function fromGuide(words: string, host = GUIDE_HOST): string {
  return snippetWith('docs/migrating.md', words).code.replaceAll(GUIDE_HOST, host);
}

/** The shop's whole script. */
export async function buildShop({ app, mode, way, host }: ShopOptions): Promise<string> {
  await mkdir(cache, { recursive: true });
  const shop = await mkdtemp(join(cache, 'wrapper-'));
  const put = (name: string, text: string) => writeFile(join(shop, name), text);
  try {
    const start = STARTS[extname(app)]?.(join(folder, app)) ?? '';
    await put('entry.js', way === 'global' ? `import './stripe-global.js';\n${start}` : start);
    await put('stripe-global.js', fromGuide('// stripe-global.js', host));
    await mkdir(join(shop, 'src'));
    await put('src/payframe-loader.js', fromGuide('// src/payframe-loader.js', host));
    await put('vite.config.js', fromGuide('// vite.config.js', host));
    const { default: config } = await import(/* @vite-ignore */ join(shop, 'vite.config.js'));
    const alias = { payframe, ...(way === 'loader' && config.resolve.alias) };
    return await (extname(app) === '.js' ? byEsbuild : byVite)(join(shop, 'entry.js'), mode, alias);
  } finally {
    await rm(shop, { recursive: true });
  }
}

type Build = (entry: string, mode: Mode, alias: Record<string, string>) => Promise<string>;

/** For Angular, all of whose needs are that decorators are understood, and for pages without a framework. */
export const byEsbuild: Build = async (entry, mode, alias) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: mode === 'production',
    define: mode === 'production' ? { ngDevMode: 'false' } : {},
    alias,
  });
  return outputFiles?.[0]?.text ?? '';
};

export const byVite: Build = async (entry, mode, alias) => {
  // What Vite goes by, before its own option.
  process.env.NODE_ENV = mode;
  const result = await viteBuild({
    root: folder,
    configFile: false,
    logLevel: 'error',
    mode,
    plugins: await Promise.all(PLUGINS.map(plugin)),
    resolve: { alias },
    build: {
      write: false,
      minify: mode === 'production',
      modulePreload: false,
      rollupOptions: { input: entry },
    },
  });
  const [{ output } = { output: [] }] = [result].flat() as { output: { type: string; code?: string }[] }[];
  const chunks = output.filter(({ type }) => type === 'chunk');
  if (chunks.length !== 1) throw new Error(`Vite made ${chunks.length} scripts.`);
  return chunks[0]?.code ?? '';
};

/** Vite's plugins for Vue, Svelte and Solid: each takes the files of its own. */
const PLUGINS: [name: string, entry: string, options: object][] = [
  ['@vitejs/plugin-vue', 'default', {}],
  ['@sveltejs/vite-plugin-svelte', 'svelte', { configFile: false }],
  ['vite-plugin-solid', 'default', {}],
];

/** Asked for by name, since they are installed later than this file's types are checked. */
async function plugin([name, entry, options]: (typeof PLUGINS)[number]): Promise<PluginOption> {
  return (await import(/* @vite-ignore */ name))[entry](options);
}
