import {
  AUTOCOMPLETE,
  addressField,
  type BankAnswer,
  bankButton,
  type CheckoutDriver,
  checkoutPart,
  type Driver,
  type FieldDriver,
  FRAMES,
  METHOD,
  notOffered,
  type PaymentDriver,
  WALLET,
  type WalletDriver,
} from './fields.js';

/** Part of Playwright's `Locator` that is used here. */
export interface LocatorLike {
  and(locator: LocatorLike): LocatorLike;
  click(): Promise<void>;
  count(): Promise<number>;
  evaluateAll<Result>(run: (elements: Element[]) => Result): Promise<Result>;
  first(): LocatorLike;
  getByLabel(text: string, options?: { exact?: boolean }): LocatorLike;
  inputValue(): Promise<string>;
  isVisible(): Promise<boolean>;
  or(locator: LocatorLike): LocatorLike;
  press(key: string): Promise<void>;
  pressSequentially(text: string): Promise<void>;
  selectOption(choice: string): Promise<unknown>;
  setChecked(checked: boolean): Promise<void>;
  textContent(): Promise<string | null>;
  waitFor(options?: { state?: 'attached' | 'detached' | 'visible' }): Promise<void>;
}

/**
 * Part of Playwright's `Page`, `Frame`, `FrameLocator` and `Locator` that is used here. Any of them will do.
 */
export interface PlaywrightScope {
  locator(selector: string): LocatorLike;
  frameLocator(selector: string): PlaywrightScope;
  getByRole(role: 'button' | 'textbox', options?: { name: string }): LocatorLike;
}

/** Finds the Elements of a page, or of the part of it that a locator names. */
export const playwrightDriver = (scope: PlaywrightScope): Driver => ({
  field: (name) => fieldIn(scope, FRAMES.field(name), `[autocomplete="${AUTOCOMPLETE[name]}"]`),
  iban: () => fieldIn(scope, FRAMES.iban, 'input'),
  email: () => fieldIn(scope, FRAMES.email, 'input'),
  auBankAccount: (name) => fieldIn(scope, FRAMES.auBankAccount, `[name="${name}"]`),
  fillAddress: (name, text) => fillAny(scope.frameLocator(FRAMES.address), addressField(name), text),
  payment: paymentIn(scope.frameLocator(FRAMES.payment)),
  wallet: walletIn(scope),
  answerBank: (answer) => answerBank(scope, answer),
  openCheckout: () => openCheckout(scope),
});

function fieldIn(scope: PlaywrightScope, frames: string, selector: string): FieldDriver {
  const frame = scope.frameLocator(frames);
  // The role is required too, so that an input that no one can reach is not found.
  const input = frame.getByRole('textbox').and(frame.locator(selector));
  return {
    async isShown() {
      // A card may still be loading, and only then does the check below give the right answer.
      await scope.locator(FRAMES.card).first().waitFor({ state: 'attached' });
      if (!(await scope.locator(frames).count())) return false;
      await frame.getByRole('textbox').first().waitFor();
      return (await input.count()) > 0;
    },
    type: (text) => typeInto(frame, input, text),
    read: () => input.inputValue(),
    error: async () => (await frame.locator('#error').textContent()) ?? '',
  };
}

async function typeInto(frame: PlaywrightScope, input: LocatorLike, text: string): Promise<void> {
  await input.click();
  // A frame in another process gets the focus a moment after the click.
  await input.and(frame.locator(':focus')).waitFor();
  await input.press('ControlOrMeta+a');
  await input.press('Delete');
  if (text) await input.pressSequentially(text);
}

/** Types into a field, or chooses there if it is a list. */
async function fillAny(frame: PlaywrightScope, selector: string, value: string): Promise<void> {
  const field = frame.locator(selector);
  await field.waitFor();
  if (await field.and(frame.locator('select')).count()) await field.selectOption(value);
  else await typeInto(frame, field, value);
}

function paymentIn(frame: PlaywrightScope): PaymentDriver {
  const panelOf = (type: string) => frame.locator(METHOD.panel(type));

  /** Waits until one of these can be seen. A form that is still loading says nothing yet. */
  const oneOf = (...selectors: string[]) => frame.locator(`:is(${selectors}):visible`).first().waitFor();

  async function requireOffered(type: string): Promise<void> {
    // Before it is loaded, a form may lay out a method that its host does not offer.
    const panels = frame.locator(`.loaded ${METHOD.panels}`);
    await panels.first().waitFor({ state: 'attached' });
    if (await panelOf(type).count()) return;
    throw notOffered(type, await panels.evaluateAll((all) => all.map(({ id }) => id)));
  }

  async function open(type: string): Promise<void> {
    await requireOffered(type);
    const ways = [METHOD.panel(type), METHOD.listed(type), METHOD.row(type), METHOD.more];
    await oneOf(METHOD.another, ...ways);
    const another = frame.locator(METHOD.another);
    if (await another.isVisible()) await another.click();
    await oneOf(...ways);
    if (await panelOf(type).isVisible()) return;
    const list = frame.locator(METHOD.listed(type));
    if (await list.count()) return void (await list.selectOption(type));
    const row = frame.locator(METHOD.row(type));
    if (!(await row.isVisible())) await frame.locator(METHOD.more).click();
    await row.click();
  }

  async function fill(type: string, label: string, value: string | boolean): Promise<void> {
    const field = panelOf(type).getByLabel(label, { exact: true });
    if (typeof value === 'boolean') return field.setChecked(value);
    await field.waitFor();
    if (await field.and(frame.locator('select')).count()) await field.selectOption(value);
    else await typeInto(frame, field, value);
  }

  return { open, fill };
}

async function openCheckout(scope: PlaywrightScope): Promise<CheckoutDriver> {
  const frame = scope.locator(FRAMES.checkout);
  await scope.locator(checkoutPart('pay')).or(frame).first().waitFor();
  const isEmbedded = (await frame.count()) > 0;
  return checkoutIn(
    isEmbedded ? scope.frameLocator(FRAMES.checkout).frameLocator('iframe:last-of-type') : scope,
  );
}

function checkoutIn(page: PlaywrightScope): CheckoutDriver {
  const card = page.frameLocator(FRAMES.payment);
  // An email that the shop has given is no field.
  const fieldOf = (part: string) => page.locator(`:is(input, select, div)${checkoutPart(part)}`);
  const button = page.locator(checkoutPart('pay'));
  return {
    payment: paymentIn(card),
    async has(part) {
      await button.waitFor();
      return (await fieldOf(part).count()) > 0;
    },
    read: (part) => fieldOf(part).inputValue(),
    async fill(part, value) {
      const field = fieldOf(part);
      if (typeof value === 'boolean') return field.setChecked(value);
      await field.waitFor();
      if (await field.and(page.locator('select')).count()) await field.selectOption(value);
      else await typeInto(page, field, value);
    },
    async fillCard(name, text) {
      const field = card.locator(`${METHOD.panel('card')} input[autocomplete="${AUTOCOMPLETE[name]}"]`);
      if (name !== 'postalCode') await field.waitFor();
      if (await field.isVisible()) await typeInto(card, field, text);
    },
    pay: () => button.click(),
  };
}

/** Waits until a frame is painted as it is laid out: until then, a click goes to what was in its place. */
async function painted(): Promise<void> {
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
}

/** The wallet is in a dialog over the page. */
function walletIn(scope: PlaywrightScope): WalletDriver {
  const sheet = scope.frameLocator(FRAMES.challenge).locator(WALLET.sheet);
  const part = (selector: string) =>
    scope.frameLocator(FRAMES.challenge).locator(`${WALLET.sheet} ${selector}`);
  return {
    async open(type) {
      const button = scope.frameLocator(FRAMES.expressCheckout).locator(WALLET.button(type));
      await button.waitFor();
      await button.evaluateAll(painted);
      await button.click();
      await sheet.waitFor();
    },
    async choose(selector, value) {
      if (value === true) await part(selector).setChecked(true);
      else await part(selector).selectOption(value);
      // The page answers before the shopper goes on.
      await sheet.waitFor();
    },
    press: (selector) => part(selector).click(),
  };
}

/** The bank has a page of its own, or a dialog over the shop's page. */
async function answerBank(page: PlaywrightScope, answer: BankAnswer): Promise<void> {
  const dialog = page.locator(FRAMES.challenge);
  const button = page.locator(bankButton(answer));
  const inDialog = page.frameLocator(FRAMES.challenge).frameLocator('iframe').locator(bankButton(answer));
  await dialog.or(button).first().waitFor();
  const isDialog = (await dialog.count()) > 0;
  await (isDialog ? inDialog : button).click();
  await (isDialog ? dialog : button).waitFor({ state: 'detached' });
}
