/** The binding under a development server that replaces modules while the page is open. */
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

let shop: Checkouts;
let folder: string;
let server: ViteDevServer;

const card = (brand: string) => `
  <script setup>
  import { CardElement } from 'payframe/vue';
  import { ref } from 'vue';
  const brand = ref('${brand}');
  </script>
  <template><p>{{ brand }}</p><CardElement id="card" @change="brand = $event.brand" /></template>`;

const app = (key: string, host: string, title: string) => `
  <script setup>
  import { loadPayframe } from 'payframe';
  import { Elements } from 'payframe/vue';
  import Card from './card.vue';
  const payframe = loadPayframe('${key}', { host: '${host}' });
  </script>
  <template><h1>${title}</h1><Elements :payframe="payframe"><Card /></Elements></template>`;

const main = `
  import { createApp } from 'vue';
  import App from './app.vue';
  createApp(App).mount('#root');`;

const writeApp = (title: string) =>
  writeFile(join(folder, 'app.vue'), app(shop.sandbox.publishableKey, shop.sandbox.url, title));

beforeAll(async () => {
  [shop, folder] = await Promise.all([
    startCheckouts(),
    mkdtemp(join(await realpath(tmpdir()), 'payframe-hot-')),
  ]);
  await writeFile(
    join(folder, 'index.html'),
    '<div id="root"></div><script type="module" src="/main.js"></script>',
  );
  await writeFile(join(folder, 'main.js'), main);
  await writeApp('Before');
  await writeFile(join(folder, 'card.vue'), card('none'));
  server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(folder, '.vite'),
    plugins: [vue()],
    resolve: {
      alias: [
        { find: 'payframe/vue', replacement: `${root}dist/vue.mjs` },
        { find: /^payframe$/, replacement: `${root}dist/payframe.mjs` },
        { find: 'vue', replacement: `${root}node_modules/vue` },
      ],
    },
    server: { host: 'localhost', port: 0, fs: { strict: false } },
  });
  await server.listen();
});

afterAll(async () => {
  await server?.close();
  await shop?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('a template that is edited around a card keeps the frame and what was typed, a script makes the card anew', async () => {
  const page = await (await shop.browser.newContext()).newPage();
  const console: string[] = [];
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && console.push(message.text()),
  );
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  const number = page.frameLocator('#card iframe').getByLabel('Card number');
  await number.click();
  await page.keyboard.type('4242');
  await writeApp('After');
  await page.getByRole('heading', { name: 'After' }).waitFor();
  expect(await number.inputValue()).toBe('4242');
  // Another file: of changes of one within 50 ms the server's watcher sees the first alone.
  await writeFile(join(folder, 'card.vue'), card('new'));
  await page.getByText('new').waitFor();
  await expect.poll(() => number.inputValue()).toBe('');
  await number.click();
  await page.keyboard.type('4242');
  await page.getByText('visa').waitFor();
  expect(await page.locator('iframe').count()).toBe(1);
  expect(console).toEqual([]);
});
