/** The Chromium that the browser tests bring, as the other engines are driven. */
import type { Frame } from 'playwright-core';
import { launchBrowser } from '../browser/chromium.js';
import type { Driver, Engine } from './tab.js';

export const chromium: Engine = { name: 'Chromium', launch };

async function launch(): Promise<Driver> {
  // Not the one that files share: they close its pages after each of their tests.
  const browser = await launchBrowser({ stockFeatures: true });
  const page = await browser.newPage({ viewport: { width: 1100, height: 1200 } });

  return {
    async open(url) {
      await page.goto(url);
    },
    async evaluate(expression, frames) {
      let frame: Frame | null | undefined = page.mainFrame();
      for (const selector of frames) frame = await (await frame?.$(selector))?.contentFrame();
      if (!frame) throw new Error(`There is no frame ${frames.join(' ')}`);
      return frame.evaluate(expression);
    },
    press: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    close: () => browser.close(),
  };
}
