import {
  type AddressEntry,
  type AuBankAccountEntry,
  addressTexts,
  type CardEntry,
  type CheckoutDriver,
  type CheckoutEntry,
  type Driver,
  FIELD_NAMES,
  type MethodEntry,
  noPart,
  type PaymentDriver,
  partsOf,
  requireFields,
  type ShownCard,
  USUAL_CARD,
  USUAL_EMAIL,
  WALLET,
  type WalletEntry,
  walletSteps,
} from './fields.js';
import { pageDriver } from './page-inputs.js';
import { type PlaywrightScope, playwrightDriver } from './playwright.js';

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
 * Types an email address key by key into the Element `linkAuthentication` or `contactDetails`.
 *
 * @example
 * ```ts
 * await fillEmail(page, 'jenny@example.com');
 * ```
 */
export const fillEmail = (place: Place, email: string): Promise<void> => driverOf(place).email().type(email);

/**
 * Types the numbers of an Australian bank account key by key into the Element `auBankAccount`.
 *
 * @example
 * ```ts
 * await fillAuBankAccount(page, { bsb: '000-000', account: '000123456' });
 * ```
 */
export async function fillAuBankAccount(place: Place, { bsb, account }: AuBankAccountEntry): Promise<void> {
  const driver = driverOf(place);
  if (bsb !== undefined) await driver.auBankAccount('bsb').type(bsb);
  if (account !== undefined) await driver.auBankAccount('account').type(account);
}

/**
 * Types an address key by key into an Address Element, the country first.
 *
 * @param place The part of the page with the Element, where a page has two.
 * @throws TypeError for a field that no address has.
 * @example
 * ```ts
 * await fillAddress(page.locator('#shipping'), {
 *   name: 'Jenny Rosen',
 *   country: 'US',
 *   line1: '27 Fredrick Ave',
 *   city: 'Brothers',
 *   state: 'OR',
 *   postal_code: '97712',
 * });
 * ```
 */
export async function fillAddress(place: Place, entry: AddressEntry): Promise<void> {
  const driver = driverOf(place);
  for (const [name, text] of addressTexts(entry)) await driver.fillAddress(name, text);
}

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
 * Opens a method of a Payment Element, and fills its fields. The form's own button pays.
 *
 * @param type Type of the payment method, such as `sepa_debit`.
 * @param entry Texts by the label of each field, as the form shows it; of a choice its name or its value.
 * @throws Error for a method that the Payment Element does not offer.
 * @example
 * ```ts
 * await payByMethod(page, 'bancontact', { 'Full name': 'Jenny Rosen' });
 * await page.getByRole('button', { name: 'Pay' }).click();
 * await authoriseAtBank(page);
 * ```
 */
export async function payByMethod(place: Place, type: string, entry: MethodEntry = {}): Promise<void> {
  return payBy(driverOf(place).payment, type, entry);
}

async function payBy(payment: PaymentDriver, type: string, entry: MethodEntry = {}): Promise<void> {
  await payment.open(type);
  for (const [label, value] of Object.entries(entry)) await payment.fill(type, label, value);
}

/**
 * Fills the page of a Checkout Session and presses its button, where that page is shown by itself and where it is embedded. A
 * bank may ask then. With a double, it presses the button of the stand-in.
 *
 * @throws Error for a field that the page does not have.
 * @example
 * ```ts
 * await page.getByRole('button', { name: 'Buy' }).click();
 * await payCheckout(page, { email: 'ada@shop.example' });
 * await page.getByText('Thank you').waitFor();
 * ```
 */
export async function payCheckout(place: Place, entry: CheckoutEntry = {}): Promise<void> {
  const { card, fields, method, terms = true } = entry;
  requireFields('payCheckout', Object.keys(card ?? {}));
  const page = await driverOf(place).openCheckout();
  if (!entry.email && (await page.has('email')) && !(await page.read('email')))
    await page.fill('email', USUAL_EMAIL);
  for (const [part, value] of partsOf(entry)) {
    if (!(await page.has(part))) throw noPart(part);
    await page.fill(part, value);
  }
  if (method) await payBy(page.payment, method, fields);
  else if (card || (await page.has('payment'))) await payByCard(page, card);
  if (terms && (await page.has('terms'))) await page.fill('terms', true);
  await page.pay();
}

async function payByCard(page: CheckoutDriver, given: CardEntry = {}): Promise<void> {
  await page.payment.open('card');
  const card = { ...USUAL_CARD, ...given };
  for (const name of FIELD_NAMES) {
    const text = card[name];
    if (text !== undefined) await page.fillCard(name, text);
  }
}

/**
 * Opens a wallet of an Express Checkout Element, chooses in it, and agrees to pay. The page pays then.
 *
 * @param type The wallet's `expressPaymentType`, such as `google_pay`.
 * @example
 * ```ts
 * await payByWallet(page, 'google_pay', { shipTo: 'Chris Miller', rate: 'express' });
 * ```
 */
export async function payByWallet(place: Place, type: string, entry: WalletEntry = {}): Promise<void> {
  const { wallet } = driverOf(place);
  await wallet.open(type);
  for (const [selector, value] of walletSteps(entry)) await wallet.choose(selector, value);
  await wallet.press(WALLET.pay);
}

/**
 * Opens a wallet of an Express Checkout Element, and closes it without a payment.
 *
 * @example
 * ```ts
 * await cancelWallet(page, 'google_pay');
 * ```
 */
export async function cancelWallet(place: Place, type: string): Promise<void> {
  const { wallet } = driverOf(place);
  await wallet.open(type);
  await wallet.press(WALLET.cancel);
}

/**
 * Agrees at the sandbox's bank, on its own page or in the dialog of 3-D Secure, and waits until that is gone.
 * After a page of its own, the shopper is at the `return_url`.
 *
 * @example
 * ```ts
 * await page.getByRole('button', { name: 'Pay' }).click();
 * await authoriseAtBank(page);
 * ```
 */
export const authoriseAtBank = (place: Place): Promise<void> => driverOf(place).answerBank('complete');

/**
 * Refuses at the sandbox's bank, on its own page or in the dialog of 3-D Secure, and waits until that is gone.
 *
 * @example
 * ```ts
 * await page.getByRole('button', { name: 'Pay' }).click();
 * await failAtBank(page);
 * ```
 */
export const failAtBank = (place: Place): Promise<void> => driverOf(place).answerBank('fail');

/** The same as `authoriseAtBank`, for 3-D Secure. */
export const completeAuthentication = (page: PlaywrightScope): Promise<void> => authoriseAtBank(page);

/** The same as `failAtBank`, for 3-D Secure. */
export const failAuthentication = (page: PlaywrightScope): Promise<void> => failAtBank(page);
