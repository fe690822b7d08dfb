import {
  type AddressEntry,
  AUTOCOMPLETE,
  type AuBankAccountEntry,
  addressField,
  addressTexts,
  type BankAnswer,
  bankButton,
  type CardEntry,
  type CheckoutEntry,
  checkoutPart,
  FIELD_NAMES,
  FRAMES,
  METHOD,
  type MethodEntry,
  noPart,
  partsOf,
  requireFields,
  USUAL_CARD,
  USUAL_EMAIL,
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

  const press = (node: Element | null) => {
    if (node) cy.wrap(node).click({ force: true });
  };

  function fillNode(node: Element, value: string | boolean) {
    const field = cy.wrap(node);
    if (typeof value === 'boolean') field[value ? 'check' : 'uncheck']({ force: true });
    else if (node.tagName === 'SELECT') field.select(value);
    else field.type(`{selectall}{del}${value}`);
  }

  /** Opens a method as a person does: its row, also one that is not shown at first, its tab, or the list of tabs. */
  function openMethod(form: Document, method: string) {
    const list = form.querySelector(METHOD.listed(method));
    if (list) return cy.wrap(list).select(method, { force: true });
    if (form.querySelector(`[hidden] > ${METHOD.row(method)}`)) press(form.querySelector(METHOD.more));
    // A method that is the only one has no control.
    press(form.querySelector(METHOD.control(method)));
  }

  /** Returns what fills a Payment Element, whose document `find` finds. */
  function paymentIn(find: () => ReturnType<CyLike['get']>) {
    /** Runs a step in the form once it is loaded and offers a method. */
    const inForm = (method: string, step: (form: Document) => void) =>
      find()
        .find(`.loaded ${METHOD.panel(method)}`)
        .its('0.ownerDocument')
        .then((form: Document) => step(form));

    /** Fills the field that has a label, whatever kind it is. */
    function fillLabelled(method: string, label: string, value: string | boolean) {
      const exactly = new RegExp(`^\\s*${label.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}\\s*$`);
      find()
        .find(METHOD.panel(method))
        .contains('label', exactly)
        .its('0.control')
        .then((control: HTMLElement) => fillNode(control, value));
    }

    function open(method: string) {
      inForm(method, (form) => press(form.querySelector(METHOD.another)));
      inForm(method, (form) => openMethod(form, method));
    }

    return {
      payBy(method: string, entry: MethodEntry = {}) {
        open(method);
        for (const [label, value] of Object.entries(entry)) fillLabelled(method, label, value);
      },
      payByCard(card: CardEntry) {
        open('card');
        inForm('card', (form) => {
          for (const name of FIELD_NAMES) {
            const input = form.querySelector(
              `${METHOD.panel('card')} [autocomplete="${AUTOCOMPLETE[name]}"]`,
            );
            // A postal code is asked for in some countries only.
            if (input && !input.closest('[hidden]') && card[name] !== undefined) fillNode(input, card[name]);
          }
        });
      },
    };
  }

  /** Runs a step in the page of a Checkout Session, by itself or embedded in a shop's page, once its button is there. */
  function inCheckout(step: (page: Document) => void) {
    cy.get(`${checkoutPart('pay')}, ${FRAMES.checkout}`)
      .its('0')
      .then((found: Element) => {
        const page = found.matches(FRAMES.checkout)
          ? documentIn(FRAMES.checkout).find('iframe:last-of-type').its('0.contentDocument.body')
          : cy.get('body');
        page.find(checkoutPart('pay')).its('0.ownerDocument').then(step);
      });
  }

  const openWallet = (wallet: string) => inputIn(FRAMES.expressCheckout, WALLET.button(wallet)).click();
  const inWallet = (selector: string) => inputIn(FRAMES.challenge, `${WALLET.sheet} ${selector}`);

  /** Finds a field of that page. An email that the shop has given is no field. */
  const partIn = (page: Document, part: string) =>
    page.querySelector<HTMLInputElement>(`:is(input, select, div)${checkoutPart(part)}`);

  function fillPart(page: Document, part: string, value: string | boolean) {
    const field = partIn(page, part);
    if (!field) throw noPart(part);
    fillNode(field, value);
  }

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
    payByMethod: (method: string, entry: MethodEntry = {}) =>
      paymentIn(() => documentIn(FRAMES.payment)).payBy(method, entry),
    /** Fills the page of a Checkout Session, by itself or embedded, and presses its button. */
    payCheckout(entry: CheckoutEntry = {}) {
      const { card, fields, method, terms = true } = entry;
      requireFields('payCheckout', Object.keys(card ?? {}));
      inCheckout((page) => {
        if (!entry.email && partIn(page, 'email')?.value === '') fillPart(page, 'email', USUAL_EMAIL);
        for (const [part, value] of partsOf(entry)) fillPart(page, part, value);
        const payment = paymentIn(() =>
          cy.wrap(page.body).find(FRAMES.payment).its('0.contentDocument.body').should('not.be.empty'),
        );
        if (method) payment.payBy(method, fields);
        else if (card || partIn(page, 'payment')) payment.payByCard({ ...USUAL_CARD, ...card });
        if (terms && partIn(page, 'terms')) fillPart(page, 'terms', true);
        cy.wrap(page.body).find(checkoutPart('pay')).should('be.enabled').click();
      });
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
