/** An app under Vite's development server, which replaces modules while the page is open. */
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { createServer, type PluginOption } from 'vite';
import { type Checkouts, startCheckouts } from './checkout.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface HotApp {
  page: Page;
  number: Locator;
  /** Warnings and errors of the console. */
  console: string[];
  /**
   * Changes a file, and waits until the page has a text. Another file each time: of changes of one within 50 ms the
   * server's watcher sees only the first.
   */
  edit(file: string, content: string, shown: string): Promise<void>;
  close(): Promise<void>;
}

export interface HotAppOptions {
  /** The framework's plugin, and its packages. */
  plugin: PluginOption;
  packages: string[];
  /** The files of an app that puts itself into `#root`, `main.js` or `main.jsx` among them. */
  files(sandbox: Checkouts['sandbox']): Record<string, string>;
}

export async function openHotApp({ plugin, packages, files }: HotAppOptions): Promise<HotApp> {
  const shop = await startCheckouts();
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'payframe-hot-'));
  const write = (file: string, content: string) => writeFile(join(folder, file), content);
  const app = files(shop.sandbox);
  const main = Object.keys(app).find((file) => file.startsWith('main.'));
  await write('index.html', `<div id="root"></div><script type="module" src="/${main}"></script>`);
  for (const [file, content] of Object.entries(app)) await write(file, content);
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(folder, '.vite'),
    plugins: [plugin],
    resolve: {
      alias: [
        { find: /^payframe\/(\w+)$/, replacement: `${root}dist/$1.mjs` },
        { find: /^payframe$/, replacement: `${root}dist/payframe.mjs` },
        ...packages.map((name) => ({ find: name, replacement: `${root}node_modules/${name}` })),
      ],
    },
    server: { host: 'localhost', port: 0, fs: { strict: false } },
  });
  await server.listen();

  const page = await (await shop.browser.newContext()).newPage();
  const console: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.push(message.text());
  });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  return {
    page,
    number: page.frameLocator('#card iframe').getByLabel('Card number'),
    console,
    async edit(file, content, shown) {
      await write(file, content);
      await page.getByText(shown).waitFor();
    },
    async close() {
      await server.close();
      await shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
