/** The binding under a development server that replaces modules while the page is open. */
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

let shop: Checkouts;
let folder: string;
let server: ViteDevServer;

const title = (text: string) => `export const Title = () => <h1>${text}</h1>;`;

const card = (text: string) => `
  import { CardElement } from 'payframe/react';
  import { Title } from './title.jsx';
  export const Card = () => <><Title /><p>${text}</p><CardElement id="card" /></>;`;

const main = (key: string, host: string) => `
  import { createRoot } from 'react-dom/client';
  import { StrictMode } from 'react';
  import { loadPayframe } from 'payframe';
  import { Elements } from 'payframe/react';
  import { Card } from './card.jsx';
  const payframe = loadPayframe('${key}', { host: '${host}' });
  createRoot(document.getElementById('root')).render(
    <StrictMode><Elements payframe={payframe}><Card /></Elements></StrictMode>,
  );`;

beforeAll(async () => {
  [shop, folder] = await Promise.all([
    startCheckouts(),
    mkdtemp(join(await realpath(tmpdir()), 'payframe-hot-')),
  ]);
  const { publishableKey, url } = shop.sandbox;
  await writeFile(
    join(folder, 'index.html'),
    '<div id="root"></div><script type="module" src="/main.jsx"></script>',
  );
  await writeFile(join(folder, 'main.jsx'), main(publishableKey, url));
  await writeFile(join(folder, 'title.jsx'), title('Before'));
  await writeFile(join(folder, 'card.jsx'), card('Before'));
  const from = (name: string) => `${root}node_modules/${name}`;
  server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(folder, '.vite'),
    plugins: [react()],
    resolve: {
      alias: [
        { find: 'payframe/react', replacement: `${root}dist/react.mjs` },
        { find: /^payframe$/, replacement: `${root}dist/payframe.mjs` },
        ...['react-dom', 'react'].map((name) => ({ find: name, replacement: from(name) })),
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

test('a component that is edited around a card keeps the frame and what was typed', async () => {
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
  const edit = async (file: string, source: (text: string) => string, text: string) => {
    await writeFile(join(folder, file), source(text));
    await page.getByText(text).waitFor();
    expect(await number.inputValue()).toBe('4242');
  };
  await edit('card.jsx', card, 'After');
  // Another file: of changes of one within 50 ms the server's watcher sees the first alone.
  await edit('title.jsx', title, 'Later');
  expect(await page.locator('iframe').count()).toBe(1);
  expect(console).toEqual([]);
});
