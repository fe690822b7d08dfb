/** What people do in shops that a framework renders on a server of its own, which differ only in their framework. */
import { cp } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { cards, expiry } from '../browser/checkout.js';
import { launchBrowser } from '../browser/chromium.js';
import { typeInto } from '../browser/click-into.js';
import { openPackedShop, type PackedShop } from '../browser/packed-shop.js';
import { watchTroubles } from '../browser/troubles.js';
import type { RunningServer } from './commands.js';
import { ecosystemFolder } from './install.js';

declare global {
  interface Window {
    /** The card's node as it was when the page began to be. */
    served: Element;
  }
}

export interface Site {
  /** The name of the folder with the app. */
  app: string;
  /** Pages with a card and a button to pay, beside `/`, which has a link to `/cart` and back. */
  pages: string[];
  /** Those of them that have such a link too. */
  left?: string[];
  /** What the framework itself says on the console. */
  chatter?: RegExp;
  /** What the server says of a machine that is busy. */
  slowness?: RegExp;
  /** Builds the app in a shop's folder, for a host, and serves it. */
  serve(folder: string, host: Sandbox): Promise<RunningServer>;
}

/** The node of the card, with its attributes in React's order or in Vue's. */
const NODE = /<div (?:id="card" class="card-box"|class="card-box" id="card")><\/div>/;

/** Defines the tests of a site. */
export function testSite(site: Site): void {
  const asked: string[] = [];
  let browser: Browser;
  let sandbox: Sandbox;
  let shop: PackedShop;
  let server: RunningServer;
  let troubles: string[] = [];

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([
      launchBrowser(),
      startSandbox({ port: 0, memory: true, log: (line) => asked.push(line) }),
      openPackedShop(`${ecosystemFolder}.cache/${site.app}-`),
    ]);
    await cp(`${ecosystemFolder}${site.app}`, shop.folder, { recursive: true });
    server = await site.serve(shop.folder, sandbox);
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles.filter((line) => !site.chatter?.test(line))).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.close(), sandbox?.close()]);
    await shop?.remove();
  });

  async function visit(path: string): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    troubles = await watchTroubles(page, [server.url, sandbox.url]);
    await page.addInitScript(rememberServed);
    await page.goto(server.url + path);
    return page;
  }

  describe('the server', () => {
    const render = async (path: string) => (await fetch(server.url + path)).text();

    test.each(['/', ...site.pages])(
      'renders the node of the card, and asks the host for nothing: %s',
      async (path) => {
        const html = await render(path);
        expect(html).toMatch(NODE);
        expect(html).not.toMatch(/<iframe/);
        expect(html).not.toMatch(/payframe\.js/);
        // Not even while it was built.
        expect(asked).toEqual([]);
      },
    );

    test('finds null in the place of an object of Payframe', async () => {
      expect(await render('/on-server')).toMatch(/<p>On a server: null<\/p>/);
    });
  });

  describe('a shopper', () => {
    test.each(['/', ...site.pages])('pays on the page that the server has rendered: %s', async (path) => {
      const page = await visit(path);
      await pay(page);
      const isServed = await page.evaluate(() => document.querySelector('#card') === window.served);
      expect(isServed).toBe(true);
      expect(asked.join()).toMatch(/GET \/frame\/v1\/(?:[0-9a-f]{8}\/)?card\.html 200/);
    });

    test.each(['/', ...(site.left ?? [])])(
      'leaves %s by a link and comes back, to one empty field',
      async (path) => {
        const page = await visit(path);
        const number = numberField(page);
        await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
        const back = () => page.goBack();
        const link = () => page.getByRole('link', { name: 'Checkout' }).click();
        for (const comeBack of path === '/' ? [back, link] : [back]) {
          await number.click();
          await number.pressSequentially('4242');
          await page.getByRole('link', { name: 'Cart' }).click();
          await page.getByRole('heading', { name: 'Cart' }).waitFor();
          await expect.poll(() => page.locator('iframe').count()).toBe(0);
          await comeBack();
          await number.waitFor();
          expect(await number.inputValue()).toBe('');
          await expect.poll(() => page.locator('iframe').count()).toBe(1);
        }
        await pay(page);
        expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);
      },
    );
  });

  test('the server has no complaint about any of it', () => {
    const said = site.slowness ? server.said().replace(site.slowness, '') : server.said();
    expect(said).not.toMatch(/error|warn|[⚠⨯]/i);
  });
}

/** Runs in every document, before its own scripts. */
function rememberServed() {
  const observer = new MutationObserver(() => {
    const card = document.querySelector('#card');
    if (!card) return;
    window.served = card;
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

const numberField = (page: Page) =>
  page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' });

/** Types a card, key by key, and pays with it. */
async function pay(page: Page) {
  await typeInto(numberField(page), `${cards.visa}${expiry.typed}12394110`);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Paid with •••• 4242').waitFor();
}
