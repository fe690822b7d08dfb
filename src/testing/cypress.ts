import { AUTOCOMPLETE, type CardEntry, FIELD_NAMES, FRAMES, requireFields } from './fields.js';

/** Part of Cypress's `cy` that is used here. */
export interface CyLike {
  // biome-ignore lint/suspicious/noExplicitAny: Cypress's chains have types of their own in each version.
  get(selector: string): any;
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
  const pressAtBank = (label: string) =>
    documentIn(FRAMES.challenge)
      .find('iframe')
      .its('0.contentDocument.body')
      .should('contain', label)
      .contains('button', label)
      .click();

  return {
    fillCard(card: CardEntry) {
      requireFields('fillCard', Object.keys(card));
      for (const name of FIELD_NAMES) if (card[name] !== undefined) fillField(name, card[name]);
    },
    fillIban(iban: string) {
      type(FRAMES.iban, 'input', iban);
    },
    /** Empties the named fields of a card; by default the three that every card has. */
    clearCard(names: (keyof CardEntry)[] = ['number', 'expiry', 'cvc']) {
      requireFields('clearCard', names);
      for (const name of names) fillField(name, '');
    },
    completeAuthentication() {
      pressAtBank('Complete authentication');
    },
    failAuthentication() {
      pressAtBank('Fail authentication');
    },
  };
}
