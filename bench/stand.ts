import { rmSync } from 'node:fs';
import { startSandbox } from 'payframe-sandbox';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/browser/chromium.js';
import { type Answer, serve } from '../test/browser/servers.js';
import { hostWithBareFrames } from './bare-frames.js';
import { createInternet } from './network/internet.js';
import type { Line } from './network/link.js';

/** Surroundings of a measurement: a host with Payframe and bare frames beside it, a shop on another site, a browser. */
export interface Stand {
  browser: Browser;
  host: string;
  shop: string;
  publishableKey: string;
  secretKey: string;
  /** The shop's pages by path, to which a measurement may add its own. */
  shopPages: Record<string, Answer>;
  /** A page of the shop in a browser context of its own, with nothing cached. */
  freshPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

/** A stand whose browser reaches both servers over a line to the internet. */
export interface DistantStand extends Stand {
  /** Returns the paths that the host was asked for until a time, in ms since the epoch, and forgets all of them. */
  takeRequests(until: number): string[];
  /** Lets the browser's cache age: answers are stale at once, but for the immutable ones. */
  letAge(ages: boolean): void;
  /** Ends all connections, as the time between two visits does. */
  hangUp(): void;
}

/** Creates a stand on loopback, where the network costs nothing. */
export async function createStand(): Promise<Stand> {
  const servers = await startServers();
  const browser = await launchBrowser();
  return createSurroundings(browser, servers, servers.host, servers.shop);
}

const HOST = 'host.example';
const SHOP = 'shop.test';

/** Creates a stand at the other end of a line. */
export async function createDistantStand(line: Line): Promise<DistantStand> {
  const servers = await startServers();
  const internet = await createInternet(line, { [HOST]: servers.host, [SHOP]: servers.shop });
  const browser = await launchBrowser({ stockFeatures: true, args: internet.switches });
  const surroundings = createSurroundings(browser, servers, `https://${HOST}`, `https://${SHOP}`);
  return {
    ...surroundings,
    takeRequests: (until) => internet.takeRequests(HOST, until),
    letAge: internet.letAge,
    hangUp: internet.hangUp,
    async close() {
      await browser.close();
      await internet.close();
      await servers.close();
    },
  };
}

type Servers = Awaited<ReturnType<typeof startServers>>;

async function startServers() {
  const hostDir = hostWithBareFrames();
  const sandbox = await startSandbox({ port: 0, memory: true, hostDir, rateLimit: 1_000_000 });
  const shopPages: Record<string, Answer> = {
    '/': '<!doctype html><meta charset="utf-8"><title>Shop</title><div id="card"></div>',
  };
  const shop = await serve(shopPages);
  return {
    host: sandbox.url,
    shop: shop.url,
    publishableKey: sandbox.publishableKey,
    secretKey: sandbox.secretKey,
    shopPages,
    async close() {
      await shop.close();
      await sandbox.close();
      rmSync(hostDir, { recursive: true });
    },
  };
}

function createSurroundings(browser: Browser, servers: Servers, host: string, shop: string): Stand {
  const { publishableKey, secretKey, shopPages } = servers;
  return {
    browser,
    host,
    shop,
    publishableKey,
    secretKey,
    shopPages,
    async freshPage(path) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(shop + path);
      return page;
    },
    async close() {
      await browser.close();
      await servers.close();
    },
  };
}
