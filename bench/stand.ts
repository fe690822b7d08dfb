import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from 'payframe-sandbox';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/browser/chromium.js';
import { serve } from '../test/browser/servers.js';

/** Where measurements are taken: a host with Payframe and a bare frame beside it, a shop on another site, a browser. */
export interface Stand {
  browser: Browser;
  host: string;
  shop: string;
  publishableKey: string;
  /** A page of the shop in a browser context of its own, with nothing cached. */
  freshPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

const BARE_FRAME = '<!doctype html><meta charset="utf-8"><title>Bare</title><input aria-label="Card number">';
const BARE_FETCH_FRAME =
  '<!doctype html><meta charset="utf-8"><title>Bare</title><script src="/bare/fetch.js"></script>';
// What a frame that does nothing but tokenize would do: one fetch, and the answer posted up.
const BARE_FETCH = `addEventListener('message', async ({ data: { headers, body }, origin }) => {
  const response = await fetch('/v1/payment_methods', { method: 'POST', headers, body: new URLSearchParams(body) });
  parent.postMessage(await response.json(), origin);
});`;

export async function createStand(): Promise<Stand> {
  const hostDir = hostWithBareFrames();
  const sandbox = await startSandbox({ port: 0, memory: true, hostDir, rateLimit: 1_000_000 });
  const shop = await serve({
    '/': '<!doctype html><meta charset="utf-8"><title>Shop</title><div id="card"></div>',
  });
  const browser = await launchBrowser();
  return {
    browser,
    host: sandbox.url,
    shop: shop.url,
    publishableKey: sandbox.publishableKey,
    async freshPage(path) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(shop.url + path);
      return page;
    },
    async close() {
      await browser.close();
      await shop.close();
      await sandbox.close();
      rmSync(hostDir, { recursive: true });
    },
  };
}

function hostWithBareFrames(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-bench-'));
  cpSync('dist/host', folder, { recursive: true });
  const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'));
  const files = { 'bare.html': BARE_FRAME, 'bare-fetch.html': BARE_FETCH_FRAME, 'bare/fetch.js': BARE_FETCH };
  mkdirSync(join(folder, 'bare'));
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(join(folder, path), content);
    headers[`/${path}`] = {
      'Content-Type': path.endsWith('js') ? 'text/javascript' : 'text/html',
      'Cache-Control': 'no-cache',
    };
  }
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers));
  return folder;
}
