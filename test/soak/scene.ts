/** Everyone who takes part in a soak, on this machine's loopback. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser/chromium.js';
import { openGateway } from '../browser/faults/gateway.js';
import { serve } from '../browser/servers.js';
import { createKeeper } from './keeper.js';
import { startPlatform } from './platform.js';
import type { Random } from './random.js';
import { openReceiver } from './receiver.js';
import { createShopServer } from './shop-server.js';
import { createShopper } from './shopper.js';
import { createWeather } from './weather.js';

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** @param broken Hears of every promise that is broken. */
export async function openScene(random: Random, broken: (what: string) => void) {
  const dataDir = mkdtempSync(join(tmpdir(), 'payframe-soak-'));
  const receiver = await openReceiver();
  const platform = await startPlatform(dataDir, receiver.url);
  const gateway = await openGateway(() => platform.url);
  const shop = await serve({
    '/': `<!doctype html><meta charset="utf-8"><title>Shop</title><div id="card"></div><button>Pay</button>
      <script src="${gateway.url}/js/v1/payframe.js"></script>`,
  });
  const browser = await launchBrowser();
  let closing = false;
  browser.on('disconnected', () => closing || broken('The browser has ended by itself.'));
  const place = { url: `${shop.url}/`, host: gateway.url, publishableKey: platform.publishableKey };

  const keeper = await createKeeper(browser, place, broken);
  const shopper = (losesPages: boolean) =>
    createShopper({ browser, ...place, random: random.branch(), losesPages, broken });
  const [regular, visitor] = [await shopper(false), await shopper(true)];
  const server = createShopServer({ ...platform, url: gateway.url });
  const weather = createWeather(random.branch());
  gateway.fate = weather.fate;

  async function closePages() {
    closing = true;
    await browser.close();
  }

  return {
    dataDir,
    receiver,
    platform,
    gateway,
    shop,
    keeper,
    regular,
    visitor,
    server,
    weather,
    closePages,
    async close() {
      await closePages();
      platform.end();
      await Promise.all([gateway.close(), shop.close(), receiver.close()]);
    },
  };
}
