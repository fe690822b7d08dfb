/** Apps of `apps/`, bundled as a shop's build does it, on pages of the checkouts' shop. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Checkout, Checkouts, PageOptions } from './checkout.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const FRAMEWORKS = ['react', 'react-dom', 'vue'];

/** What a bundler's plugin for Vue says; where none has, Vue asks for it on the console. */
const VUE_FLAGS = {
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
};

export interface BundleOptions {
  /** `development`, the default, has React run effects twice in StrictMode, and warn. */
  mode?: 'development' | 'production';
  /** The folder whose `node_modules` the app's framework comes from; default this repository. */
  from?: string;
}

export interface AppOptions extends BundleOptions, Omit<PageOptions, 'body' | 'mount' | 'script'> {
  /** What the app reads from its node's `data-…`, beside `key` and `host`. */
  data?: Record<string, string>;
  /** What a server rendered into the app's node. */
  html?: string;
}

/** Opens a page with an app in `#root`, whose packages are the built ones. */
export async function openApp(
  shop: Checkouts,
  app: string,
  { html = '', data, mode = 'development', from = root, ...page }: AppOptions = {},
): Promise<Checkout> {
  const path = `/${app}-${mode}${from === root ? '' : encodeURIComponent(from)}.js`;
  const script = { 'content-type': 'text/javascript; charset=utf-8' };
  shop.answers[path] ??= { headers: script, body: await bundle(app, mode, from) };
  const { publishableKey: key, url } = shop.sandbox;
  const attributes = Object.entries({ key, host: page.host ?? url, ...data });
  const node = `<div id="root" ${attributes.map(([name, value]) => `data-${name}="${value}"`).join(' ')}>`;
  return shop.open({
    ...page,
    mount: false,
    script: false,
    body: `${node}${html}</div><script src="${path}"></script>`,
  });
}

/** What an app for servers, bundled for Node, writes: HTML, and not a word beside it. */
export async function rendered(app: string, from = root): Promise<string> {
  const node = promisify(execFile)(process.execPath, ['-']);
  node.child.stdin?.end(await bundle(app, 'development', from, 'node'));
  const { stdout, stderr } = await node;
  if (stderr) throw new Error(stderr);
  return stdout;
}

async function bundle(
  app: string,
  mode: string,
  from: string,
  platform: 'browser' | 'node' = 'browser',
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`test/browser/apps/${app}`],
    bundle: true,
    minify: mode === 'production',
    format: 'iife',
    platform,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode), ...VUE_FLAGS },
    alias: Object.fromEntries(FRAMEWORKS.map((name) => [name, `${from}node_modules/${name}`])),
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
