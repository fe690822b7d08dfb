/** A shopper who types a card and pays, on the demo, recorded key by key. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { clickInto } from '../../test/browser/click-into.js';
import { press } from '../../test/browser/press.js';
import { animate, type Frame } from './gif.js';
import type { Stage } from './stage.js';
import { pictureOf } from './webp.js';

/** How long a picture stays, in ms. */
const KEY = 90;
const LOOK = 900;
const END = 3000;

/** How often a picture is taken while the payment is made, in ms. */
const WAIT = 120;

export async function record(stage: Stage): Promise<{ moving: Uint8Array; still: Uint8Array }> {
  const page = await stage.open({
    viewport: { width: 960, height: 760 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    // Whatever moves by itself would be recorded by halves.
    reducedMotion: 'reduce',
  });
  await page.goto(stage.shop.url);
  const frames: Frame[] = [];
  const see = async (duration: number) => {
    frames.push({ ...PNG.sync.read(await page.screenshot({ caret: 'initial' })), duration });
  };
  await pay(page, see);
  const still = await pictureOf(page);
  await page.context().close();
  return { moving: animate(frames), still };
}

async function pay(page: Page, see: (duration: number) => Promise<void>): Promise<void> {
  const type = async (text: string) => {
    for (const key of text) {
      await page.keyboard.press(key);
      await see(KEY);
    }
  };
  const number = page.frameLocator('#payment-element iframe').getByLabel('Card number');
  await number.waitFor();
  await page.getByLabel('Email').click();
  await see(LOOK);
  await type('ada@shop.example');
  await page.keyboard.press('Tab');
  await type('Ada Lovelace');
  await clickInto(number);
  await see(LOOK);
  await type('4242424242424242');
  await type('1234');
  await type('123');
  await see(LOOK);
  await press(page.locator('#pay'));
  const thanks = page.locator('#success');
  while (!(await thanks.isVisible())) await see(WAIT);
  await see(END);
}
