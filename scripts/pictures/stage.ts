/** Where the pictures are taken: the demo as `npm start` brings it up, and a browser. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { sharedBrowser } from '../../test/browser/chromium.js';
import { startDemoShop } from '../../test/browser/demo-shop.js';

export interface Stage {
  shop: Awaited<ReturnType<typeof startDemoShop>>;
  /** A page of its own; whoever opens it closes its context. */
  open(options: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Frames of another site are drawn in the screen's own resolution, whatever a page emulates. */
const SHARP = ['--force-device-scale-factor=2'];

export async function openStage(): Promise<Stage> {
  const [browser, shop] = await Promise.all([sharedBrowser({ args: SHARP }), startDemoShop()]);
  return {
    shop,
    open: (options) => openPage(browser, options),
    close: async () => void (await Promise.all([browser.close(), shop.close()])),
  };
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  // tsx names functions by a helper, which code that is sent to the page calls too.
  await context.addInitScript('globalThis.__name = (named) => named');
  return context.newPage();
}
