import {
  type AddressEntry,
  AUTOCOMPLETE,
  type AuBankAccountEntry,
  addressField,
  addressTexts,
  type BankAnswer,
  bankButton,
  type CardEntry,
  FIELD_NAMES,
  FRAMES,
  METHOD,
  type MethodEntry,
  requireFields,
  WALLET,
  type WalletEntry,
  walletSteps,
} from './fields.js';

/** Part of Cypress's `cy` that is used here. */
export interface CyLike {
  // biome-ignore lint/suspicious/noExplicitAny: Cypress's chains have types of their own in each version.
  get(selector: string): any;
  // biome-ignore lint/suspicious/noExplicitAny: The same.
  wrap(subject: unknown): any;
  origin<Args>(origin: string, options: { args: Args }, run: (args: Args) => void): unknown;
}

/**
 * Returns the helpers as commands for Cypress. Cypress reaches into frames of another origin only with
 * `chromeWebSecurity: false`, a setting of Chromium's browsers.
 *
 * @example
 * ```js
 * // cypress/support/commands.js
 * import { payframeCommands } from 'payframe/testing';
 *
 * for (const [name, command] of Object.entries(payframeCommands(cy))) Cypress.Commands.add(name, command);
 * ```
 */
export function payframeCommands(cy: CyLike) {
  const documentIn = (frame: string) => cy.get(frame).its('0.contentDocument.body').should('not.be.empty');
  const inputIn = (frame: string, selector: string) => documentIn(frame).find(selector).should('be.visible');
  const type = (frame: string, selector: string, text: string) =>
    inputIn(frame, selector).type(`{selectall}{del}${text}`);
  const fillField = (name: keyof CardEntry, text: string) =>
    type(FRAMES.field(name), `input[autocomplete="${AUTOCOMPLETE[name]}"]`, text);
  const pressInDialog = (answer: BankAnswer) =>
    documentIn(FRAMES.challenge)
      .find('iframe')
      .its('0.contentDocument.body')
      .find(bankButton(answer))
      .should('be.visible')
      .click();
  const pressOnPage = (answer: BankAnswer, host: string) =>
    // Cypress runs the function in the other origin, where it sees nothing that is around it.
    cy.origin(host, { args: bankButton(answer) }, (selector: string) => {
      const { cy: there } = globalThis as unknown as { cy: CyLike };
      there.get(selector).click();
    });
  const answerBank = (answer: BankAnswer, host?: string) =>
    void (host === undefined ? pressInDialog(answer) : pressOnPage(answer, host));
  const panelOf = (method: string) => documentIn(FRAMES.payment).find(METHOD.panel(method));

  /** Runs a step in the document of a Payment Element that offers a method, once it is loaded. */
  const inForm = (method: string, step: (form: Document) => void) =>
    documentIn(FRAMES.payment)
      .find(`.loaded ${METHOD.panel(method)}`)
      .its('0.ownerDocument')
      .then((form: Document) => step(form));

  const press = (node: Element | null) => {
    if (node) cy.wrap(node).click({ force: true });
  };

  /** Opens a method as a person does: its row, also one that is not shown at first, its tab, or the list of tabs. */
  function openMethod(form: Document, method: string) {
    const list = form.querySelector(METHOD.listed(method));
    if (list) return cy.wrap(list).select(method, { force: true });
    if (form.querySelector(`[hidden] > ${METHOD.row(method)}`)) press(form.querySelector(METHOD.more));
    // A method that is the only one has no control.
    press(form.querySelector(METHOD.control(method)));
  }

  /** Fills the field that has a label, whatever kind it is. */
  function fillLabelled(method: string, label: string, value: string | boolean) {
    const exactly = new RegExp(`^\\s*${label.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}\\s*$`);
    panelOf(method)
      .contains('label', exactly)
      .its('0.control')
      .then((control: HTMLElement) => {
        const field = cy.wrap(control);
        if (typeof value === 'boolean') field[value ? 'check' : 'uncheck']({ force: true });
        else if (control.tagName === 'SELECT') field.select(value);
        else field.type(`{selectall}{del}${value}`);
      });
  }

  const openWallet = (wallet: string) => inputIn(FRAMES.expressCheckout, WALLET.button(wallet)).click();
  const inWallet = (selector: string) => inputIn(FRAMES.challenge, `${WALLET.sheet} ${selector}`);

  return {
    fillCard(card: CardEntry) {
      requireFields('fillCard', Object.keys(card));
      for (const name of FIELD_NAMES) if (card[name] !== undefined) fillField(name, card[name]);
    },
    fillIban(iban: string) {
      type(FRAMES.iban, 'input', iban);
    },
    fillEmail(email: string) {
      type(FRAMES.email, 'input', email);
    },
    fillAuBankAccount({ bsb, account }: AuBankAccountEntry) {
      if (bsb !== undefined) type(FRAMES.auBankAccount, '[name="bsb"]', bsb);
      if (account !== undefined) type(FRAMES.auBankAccount, '[name="account"]', account);
    },
    fillAddress(address: AddressEntry) {
      for (const [name, text] of addressTexts(address)) {
        const field = inputIn(FRAMES.address, addressField(name));
        field.then((control: HTMLElement) => {
          const found = cy.wrap(control);
          if (control.tagName === 'SELECT') found.select(text);
          else found.type(`{selectall}{del}${text}`);
        });
      }
    },
    /** Empties the named fields of a card; by default the three that every card has. */
    clearCard(names: (keyof CardEntry)[] = ['number', 'expiry', 'cvc']) {
      requireFields('clearCard', names);
      for (const name of names) fillField(name, '');
    },
    /** Opens a method of a Payment Element, and fills its fields, each found by its label. */
    payByMethod(method: string, entry: MethodEntry = {}) {
      inForm(method, (form) => press(form.querySelector(METHOD.another)));
      inForm(method, (form) => openMethod(form, method));
      for (const [label, value] of Object.entries(entry)) fillLabelled(method, label, value);
    },
    /** Opens a wallet of an Express Checkout Element, chooses in it, and agrees to pay. */
    payByWallet(wallet: string, entry: WalletEntry = {}) {
      openWallet(wallet);
      for (const [selector, value] of walletSteps(entry)) {
        const control = inWallet(selector);
        if (value === true) control.check();
        else control.select(value);
      }
      inWallet(WALLET.pay).click();
    },
    /** Opens a wallet of an Express Checkout Element, and closes it without a payment. */
    cancelWallet(wallet: string) {
      openWallet(wallet);
      inWallet(WALLET.cancel).click();
    },
    /** Agrees at the bank: in its dialog, or, with the host's origin, on its own page. */
    authoriseAtBank: (host?: string) => answerBank('complete', host),
    /** Refuses at the bank: in its dialog, or, with the host's origin, on its own page. */
    failAtBank: (host?: string) => answerBank('fail', host),
    completeAuthentication: () => answerBank('complete'),
    failAuthentication: () => answerBank('fail'),
  };
}
