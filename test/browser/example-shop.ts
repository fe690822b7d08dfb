/** An example of the repository with a sandbox: the host on 127.0.0.1, the shop on localhost. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { sharedBrowser } from './chromium.js';
import { watchTroubles } from './troubles.js';

interface Shop {
  url: string;
  close(): Promise<void>;
}

export interface ExampleShop extends Shop {
  /** Opens the shop in a context of its own, and collects what goes wrong in the page. */
  visit(options?: BrowserContextOptions): Promise<{ page: Page; troubles: string[] }>;
}

/** Starts the server of an example, by the name of its folder. */
export async function startExample(name: string): Promise<ExampleShop> {
  const example = new URL(`../../examples/${name}/server.mjs`, import.meta.url).href;
  const { startShop } = (await import(/* @vite-ignore */ example)) as {
    startShop(options: { sandbox: Sandbox }): Promise<Shop>;
  };
  const [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  // The tests' own is `test`, which is no build for shoppers.
  vi.stubEnv('NODE_ENV', 'production');
  const shop = await startShop({ sandbox });
  vi.unstubAllEnvs();
  return {
    url: shop.url,
    async visit(options) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const troubles = await watchTroubles(page, [shop.url, sandbox.url]);
      await page.goto(shop.url);
      return { page, troubles };
    },
    async close() {
      await shop.close();
      await sandbox.close();
    },
  };
}
