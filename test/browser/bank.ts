/** The cardholder's bank, which asks in a dialog over the page. */
import type { Page } from 'playwright-core';

export const challengeIn = (page: Page) => page.frameLocator('dialog iframe');

export const bankIn = (page: Page) => challengeIn(page).frameLocator('iframe');

/** Answers as the cardholder, and waits until the bank's page has taken the answer. */
export async function answerBank(page: Page, answer: string): Promise<void> {
  const button = bankIn(page).getByRole('button', { name: answer });
  await button.click();
  await button.waitFor({ state: 'detached' });
}

/** What a cardholder may answer, and what is received then for an intent of `makeIntent`. */
export const ANSWERS = [
  ['Complete authentication', 1099],
  ['Fail authentication', 0],
] as const;
