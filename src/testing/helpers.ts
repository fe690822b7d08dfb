import { type CardEntry, type Driver, FIELD_NAMES, requireFields, type ShownCard } from './fields.js';
import { pageDriver } from './page-inputs.js';
import { type PlaywrightScope, playwrightDriver, pressAtBank } from './playwright.js';

/**
 * Place of the Elements: Playwright's `Page`, or a `Frame`, `FrameLocator` or `Locator` if a page has more
 * than one card; with a double a node of the page, such as `document.body`.
 */
export type Place = PlaywrightScope | ParentNode;

const driverOf = (place: Place): Driver =>
  'querySelector' in place ? pageDriver(place) : playwrightDriver(place);

/**
 * Types a card key by key into a card Element or the group's split ones, and replaces the old text.
 *
 * @throws TypeError for a field that no card has.
 * @example
 * ```ts
 * import { test } from '@playwright/test';
 * import { fillCard } from 'payframe/testing';
 *
 * test('pays', async ({ page }) => {
 *   await page.goto('/checkout');
 *   await fillCard(page, { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123', postalCode: '94110' });
 * });
 * ```
 */
export async function fillCard(place: Place, card: CardEntry): Promise<void> {
  requireFields('fillCard', Object.keys(card));
  const driver = driverOf(place);
  for (const name of FIELD_NAMES) {
    const text = card[name];
    if (text !== undefined) await driver.field(name).type(text);
  }
}

/**
 * Types an IBAN key by key.
 *
 * @example
 * ```ts
 * await fillIban(page, 'DE89 3704 0044 0532 0130 00');
 * ```
 */
export const fillIban = (place: Place, iban: string): Promise<void> => driverOf(place).iban().type(iban);

/**
 * Empties the fields of a card as a person does.
 *
 * @example
 * ```ts
 * await clearCard(page);
 * ```
 */
export async function clearCard(place: Place): Promise<void> {
  const driver = driverOf(place);
  for (const name of FIELD_NAMES) if (await driver.field(name).isShown()) await driver.field(name).type('');
}

/**
 * Reads a card as a person sees it: the formatted texts, and the error that the fields show.
 *
 * @example
 * ```ts
 * const { number, error } = await readCard(page);
 * ```
 */
export async function readCard(place: Place): Promise<ShownCard> {
  const driver = driverOf(place);
  const shown: ShownCard = { error: '' };
  for (const name of FIELD_NAMES) {
    const field = driver.field(name);
    if (!(await field.isShown())) continue;
    shown[name] = await field.read();
    shown.error ||= await field.error();
  }
  return shown;
}

/**
 * Confirms at the sandbox's bank that the cardholder is authenticated, and waits until the bank's page is
 * gone.
 *
 * @example
 * ```ts
 * await page.getByRole('button', { name: 'Pay' }).click();
 * await completeAuthentication(page);
 * ```
 */
export const completeAuthentication = (page: PlaywrightScope): Promise<void> =>
  pressAtBank(page, 'Complete authentication');

/**
 * Fails the authentication at the sandbox's bank, and waits until the bank's page is gone.
 *
 * @example
 * ```ts
 * await page.getByRole('button', { name: 'Pay' }).click();
 * await failAuthentication(page);
 * ```
 */
export const failAuthentication = (page: PlaywrightScope): Promise<void> =>
  pressAtBank(page, 'Fail authentication');
