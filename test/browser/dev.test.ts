/** @module-tag thorough */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.js';

const SOURCES = [
  'src',
  'scripts',
  'sandbox/src',
  'sandbox/drizzle',
  'sandbox/dist/template.tar.gz',
  'sandbox/package.json',
  'sandbox/tsconfig.json',
  'examples/script-tag',
  'examples/playground',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

let folder: string;
let dev: ChildProcess;
let said = '';
let shop = '';
let sandbox = '';
let browser: Browser;
let page: Page;

/** Waits for what `npm run dev` says next. */
const says = async (text: string) => {
  while (!said.includes(text)) await once(dev.stderr as NodeJS.ReadableStream, 'data');
};

beforeAll(async () => {
  // A copy of the sources: what is saved here is nobody else's.
  folder = mkdtempSync(join(tmpdir(), 'payframe-dev-'));
  for (const path of SOURCES) cpSync(path, join(folder, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  dev = spawn(process.execPath, ['scripts/dev.mjs', '--port', '0', '--sandbox-port', '0', '--data', 'data'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  dev.stderr?.on('data', (text) => (said += text));
  const [greeting] = await Promise.race([
    once(dev.stdout as NodeJS.ReadableStream, 'data'),
    once(dev, 'exit'),
  ]);
  [shop = '', sandbox = ''] = `${greeting}`.match(/http:\/\/[\w.]+:\d+/g) ?? [];
  expect(shop, said).not.toBe('');
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  if (dev.exitCode === null) await Promise.all([once(dev, 'exit'), dev.kill('SIGTERM')]);
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(shop);
  await typable();
  return () => page.close();
});

const payment = () => page.frameLocator('iframe[src*="payment.html"]').first();
const typable = () => payment().locator('#card-number').fill('4242');

/** Saves a file with a line more, and says how long it took until `seen`, where somebody wants to know. */
async function append(path: string, text: string, seen: () => Promise<unknown>) {
  const file = join(folder, path);
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${text}\n`);
  const saved = performance.now();
  await seen();
  console.info(`${path}: seen ${Math.round(performance.now() - saved)} ms after it was saved`);
}

const mark = (name: string) => `document.documentElement.setAttribute('data-${name}', '');`;
const inPage = (name: string) => page.locator(`html[data-${name}]`).waitFor({ state: 'attached' });
const inFrame = (name: string) => payment().locator(`html[data-${name}]`).waitFor({ state: 'attached' });
const answers = async (text: string) => (await fetch(sandbox)).text().then((body) => body.includes(text));

describe('what is saved while npm run dev runs is in the open page, which loads anew', () => {
  test('a script of a frame', async () => {
    await append('src/frame/elements/payment/payment.ts', mark('frame'), () => inFrame('frame'));
    await typable();
  });

  test('a style sheet, and the document of a frame', async () => {
    const file = join(folder, 'src/frame/elements/payment/payment.html');
    await append('src/frame/elements/payment/payment.css', '#card { border-left: 7px solid }', () =>
      expect
        .poll(() =>
          payment()
            .locator('#card')
            .evaluate((node) => getComputedStyle(node).borderLeftWidth),
        )
        .toBe('7px'),
    );
    writeFileSync(file, readFileSync(file, 'utf8').replace('<html', '<html data-document'));
    await inFrame('document');
    await typable();
  });

  test('a text of a language', async () => {
    await page.close();
    page = await browser.newPage({ locale: 'de-DE' });
    await page.goto(shop);
    await payment().getByLabel('Kartennummer').waitFor();
    const file = join(folder, 'src/frame/language/locales/de.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Kartennummer"', '"Nummer der Karte"'));
    await payment().getByLabel('Nummer der Karte').waitFor();
  });

  test('the script of the page', async () => {
    await append('src/page/script.ts', mark('page'), () => inPage('page'));
    await typable();
  });

  test('a file of the sandbox, which starts again on the same data, with no request lost', async () => {
    const file = join(folder, 'sandbox/src/main/app.ts');
    const publishableKey = async () => /pk_test_\w+/.exec(await page.content())?.[0];
    const [loaded, key] = [page.waitForEvent('load'), await publishableKey()];
    const statuses = new Set<number>();
    const saved = performance.now();
    writeFileSync(file, readFileSync(file, 'utf8').replace('Payframe sandbox:', 'Payframe sandbox, saved:'));
    for (let text = ''; !text.includes('sandbox, saved'); ) {
      const answer = await fetch(sandbox);
      statuses.add(answer.status);
      text = await answer.text();
    }
    await loaded;
    console.info(`sandbox: seen ${Math.round(performance.now() - saved)} ms after it was saved`);
    expect([...statuses]).toEqual([200]);
    expect(key).toBeDefined();
    expect(await publishableKey()).toBe(key);
    await typable();
  });

  test('a file that an editor puts in the place of the old one', async () => {
    const file = join(folder, 'src/page/script.ts');
    writeFileSync(`${file}.new`, `${readFileSync(file, 'utf8')}\n${mark('renamed')}\n`);
    renameSync(`${file}.new`, file);
    await inPage('renamed');
  });

  test('files that are saved one after the other, the last of which counts', async () => {
    const file = join(folder, 'src/page/script.ts');
    const code = readFileSync(file, 'utf8');
    for (let count = 0; count < 20; count++) {
      writeFileSync(file, `${code}\n${mark(`save-${count}`)}\n`);
      await new Promise((later) => setTimeout(later, 15));
    }
    await inPage('save-19');
  });

  test('a file in a new folder', async () => {
    mkdirSync(join(folder, 'src/page/new'));
    await append('src/page/script.ts', "import { show } from './new/file.js';\nshow();", () =>
      says('new/file.js'),
    );
    writeFileSync(
      join(folder, 'src/page/new/file.ts'),
      `export const show = () => {\n${mark('new-folder')}\n};`,
    );
    await inPage('new-folder');
  });

  test.each([
    ['src/page/script.ts', 'mended-page'],
    ['sandbox/src/main/app.ts', 'mended-sandbox'],
  ])('%s once a mistake in it is mended: meanwhile all goes on as it was', async (path, name) => {
    const file = join(folder, path);
    const good = readFileSync(file, 'utf8');
    said = '';
    writeFileSync(file, `${good}\nconst = ;\n`);
    await says(path);
    await page.reload();
    await typable();
    expect(await answers('Payframe sandbox')).toBe(true);
    writeFileSync(file, good);
    await append('src/page/script.ts', mark(name), () => inPage(name));
  });
});

test('says which port is busy, and what to do', async () => {
  const { port } = new URL(shop);
  const other = spawn(
    process.execPath,
    ['scripts/dev.mjs', '--port', port, '--sandbox-port', '0', '--data', 'other'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let error = '';
  other.stderr.on('data', (text) => (error += text));
  expect(await once(other, 'exit')).toEqual([1, null]);
  expect(error).toBe(`Port ${port} is busy: pass another one (see npm run dev -- --help).\n`);
});

test('stops all on SIGTERM', async () => {
  const [exit] = await Promise.all([once(dev, 'exit'), dev.kill('SIGTERM')]);
  expect(exit).toEqual([0, null]);
  for (const origin of [shop, sandbox]) await expect(fetch(origin)).rejects.toThrow();
});
