/**
 * Where the keyboard is. A frame in another process has it a moment after a key, a label or `focus()` gave it, and gives
 * it back a moment later too: who types at once, as no person can, types into what had it before.
 */
import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const hasFocus = (target: Locator) =>
  target.evaluate((node) => node === document.activeElement && document.hasFocus());

/** Waits until the keyboard is there. */
export const gotFocus = (target: Locator) => expect.poll(() => hasFocus(target)).toBe(true);

/** Gives the keyboard to something, and waits until it is there. */
export async function focusOn(target: Locator): Promise<void> {
  await target.focus();
  await gotFocus(target);
}

/** Presses Tab until the keyboard is there, as a person does who looks after each press where it has gone. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let presses = 0; presses < 60; presses++) {
    if (await hasFocus(target)) return;
    const before = await placeOfFocus(page);
    await page.keyboard.press('Tab');
    await expect.poll(() => placeOfFocus(page)).toSatisfy((now: string) => now !== NOWHERE && now !== before);
  }
  throw new Error('It was not reached by 60 times Tab.');
}

const NOWHERE = '';

/** Returns a text that is another one for each node of the page and its frames that can have the keyboard. */
async function placeOfFocus(page: Page): Promise<string> {
  const places = await Promise.all(page.frames().map(placeIn));
  return places.flatMap((place, frame) => (place < 0 ? [] : `${frame}: ${place}`)).join() || NOWHERE;
}

/** Returns the place of the node that has the keyboard among all of the frame's, or -1; a frame that holds another has it not. */
const placeIn = (frame: Frame) =>
  frame
    .evaluate(() => {
      const { activeElement: node } = document;
      const isOwn = document.hasFocus() && node && !node.matches('body, iframe');
      return isOwn ? [...document.querySelectorAll('*')].indexOf(node) : -1;
    })
    .catch(() => -1);
