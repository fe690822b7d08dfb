import type { Locator, Page } from 'playwright-core';

/**
 * Clicks a control once it has been painted where it is, as a person does. After a scroll, a click that comes before still
 * goes to the frame of another process that was there.
 */
export async function press(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded();
  await control.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
  await control.click();
}

/** Presses Escape, which may remove the frame that has the key before the browser could answer for it: nobody waits for that. */
export const pressEscape = (page: Page): void => void page.keyboard.press('Escape').catch(() => {});
