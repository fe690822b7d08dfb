/** Firefox, where it is installed, by WebDriver BiDi. */
import { existsSync } from 'node:fs';
import type { ElementHandle, Frame } from 'puppeteer-core';
import type { Driver, Engine } from './tab.js';

const PATHS = [process.env.FIREFOX_PATH, '/usr/bin/firefox', '/usr/bin/firefox-esr'];

export function findFirefox(): Engine | undefined {
  const executablePath = PATHS.find((path) => path && existsSync(path));
  return executablePath ? { name: 'Firefox', launch: () => launch(executablePath) } : undefined;
}

async function launch(executablePath: string): Promise<Driver> {
  // Not before: to look what is installed should load nothing.
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 1100, height: 1200 });

  return {
    async open(url) {
      await page.goto(url);
    },
    async evaluate(expression, frames) {
      let frame: Frame | null = page.mainFrame();
      for (const selector of frames) {
        const iframe: ElementHandle<Element> | null | undefined = await frame?.$(selector);
        frame = (await iframe?.contentFrame()) ?? null;
      }
      if (!frame) throw new Error(`There is no frame ${frames.join(' ')}`);
      return frame.evaluate(expression);
    },
    press: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    close: () => browser.close(),
  };
}
