import { type CardEntry, type Driver, FIELD_NAMES, type ShownCard } from './fields.js';
import { pageDriver } from './page-inputs.js';
import { type PlaywrightScope, playwrightDriver, pressAtBank } from './playwright.js';

/**
 * Where the Elements are: Playwright's `Page`, or a `Frame`, `FrameLocator` or `Locator` where a page has more than one
 * card; with a double a node of the page, such as `document.body`.
 */
export type Place = PlaywrightScope | ParentNode;

const driverOf = (place: Place): Driver =>
  'querySelector' in place ? pageDriver(place) : playwrightDriver(place);

/** Types a card key by key, in the place of what was there, into a card Element or the group's split ones. */
export async function fillCard(place: Place, card: CardEntry): Promise<void> {
  const driver = driverOf(place);
  for (const name of FIELD_NAMES) {
    const text = card[name];
    if (text !== undefined) await driver.field(name).type(text);
  }
}

/** Types an IBAN key by key. */
export const fillIban = (place: Place, iban: string): Promise<void> => driverOf(place).iban().type(iban);

/** Empties the fields of a card as a person does. */
export async function clearCard(place: Place): Promise<void> {
  const driver = driverOf(place);
  for (const name of FIELD_NAMES) if (await driver.field(name).isShown()) await driver.field(name).type('');
}

/** What a person sees of a card: the texts as they are laid out, and what the fields say to be wrong. */
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

/** Confirms at the sandbox's bank that it is the cardholder, and waits until the bank's page is gone. */
export const completeAuthentication = (page: PlaywrightScope): Promise<void> =>
  pressAtBank(page, 'Complete authentication');

/** Has the sandbox's bank find that it is not the cardholder, and waits until the bank's page is gone. */
export const failAuthentication = (page: PlaywrightScope): Promise<void> =>
  pressAtBank(page, 'Fail authentication');
