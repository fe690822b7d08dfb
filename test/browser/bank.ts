/** The cardholder's bank, which asks in a dialog over the page. */
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../engines/tab.js';

export const challengeIn = (page: Page) => page.frameLocator('dialog iframe');

export const bankIn = (page: Page) => challengeIn(page).frameLocator('iframe');

/**
 * Waits until the dialog shows the bank's page. A frame in another process gets clicks only once it has been painted:
 * who clicks before, as no person can, clicks at what lies behind it.
 */
async function seeBank(challenge: FrameLocator): Promise<void> {
  const dialog = challenge.locator('#dialog:not(.busy)');
  await dialog.waitFor();
  await dialog.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
}

/** Answers in the bank's page of a challenge, as the cardholder. */
export async function answerIn(challenge: FrameLocator, answer: string): Promise<void> {
  const button = challenge.frameLocator('iframe').getByRole('button', { name: answer });
  // The frame that was in the dialog before may go while it is looked into, which would end a wait of Playwright's.
  await eventually(() => button.isVisible());
  await seeBank(challenge);
  await button.click();
}

export const answerBank = (page: Page, answer: string) => answerIn(challengeIn(page), answer);

/** What a cardholder may answer, and what is received then for an intent of `makeIntent`. */
export const ANSWERS = [
  ['Complete authentication', 1099],
  ['Fail authentication', 0],
] as const;
