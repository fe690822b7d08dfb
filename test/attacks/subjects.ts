/**
 * The Elements that have a frame of their own kind, as an attack needs them: how a page mounts each, what a person types
 * into it, and how the page sends that. Nothing is typed into the buttons of wallets. `contactDetails` is `linkAuthentication` by another name.
 */
import { expect } from 'vitest';
import type { PayframeElementType } from '../../src/page/index.js';
import { cards, expiry, type Outcome } from '../browser/checkout.js';
import type { MountedElement, Tab } from './every-engine.js';

export interface Subject extends MountedElement {
  type: PayframeElementType;
  /** All that is typed into it, from its first field on; complete then. */
  typed: string;
  /** Runs in the shop's page: sends what is typed. An email address and an address are sent by another Element. */
  send?: () => Promise<unknown>;
}

export const FRAME = '#card iframe';

const CARD: Subject = {
  type: 'card',
  card: { hidePostalCode: true },
  typed: `${cards.visa}${expiry.typed}123`,
  send: () => window.payframe.createPaymentMethod({ type: 'card', card: window.card }),
};

export const PAYMENT: Subject = {
  type: 'payment',
  group: {
    mode: 'payment',
    amount: 1099,
    currency: 'eur',
    paymentMethodTypes: ['card'],
    paymentMethodCreation: 'manual',
  },
  // A country whose cards need no postal code.
  card: { defaultValues: { billingDetails: { address: { country: 'DE' } } } },
  typed: CARD.typed,
  send: async () => {
    const { elements, payframe } = window;
    const submitted = await elements.submit();
    // A polluted page has an error in every object.
    return Object.hasOwn(submitted, 'error')
      ? submitted
      : payframe.createPaymentMethod({ elements } as never);
  },
};

const IBAN: Subject = {
  type: 'iban',
  card: { supportedCountries: ['SEPA'] },
  typed: ['DE89', '3704', '0044', '0532', '0130', '00'].join(''),
  send: () =>
    window.payframe.createPaymentMethod({
      type: 'sepa_debit',
      sepa_debit: window.card as never,
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
    }),
};

const AU_BANK_ACCOUNT: Subject = {
  type: 'auBankAccount',
  typed: ['000', '000', '000', '123', '456'].join(''),
  send: () =>
    window.payframe.createPaymentMethod({
      type: 'au_becs_debit',
      au_becs_debit: window.card as never,
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
    }),
};

const EMAIL: Subject = { type: 'linkAuthentication', typed: 'jenny42@example.com' };

/** Of a country without postal codes, so that the page puts no digit into it. */
const ADDRESS: Subject = {
  type: 'address',
  card: {
    mode: 'shipping',
    allowedCountries: ['QA'],
    defaultValues: { address: { line1: 'Corniche', city: 'Doha', country: 'QA' } },
  },
  typed: 'Jenny Rosen',
};

const withName = (subject: Subject): [string, Subject] => [subject.type, subject];

export const SUBJECTS = [CARD, PAYMENT, IBAN, AU_BANK_ACCOUNT, EMAIL, ADDRESS].map(withName);

/** Those whose frames take a card. */
export const CARD_SUBJECTS = [CARD, PAYMENT].map(withName);

/** All but the card Element. */
export const OTHER_SUBJECTS = SUBJECTS.slice(1);

/** Those that take the option `style`. */
export const STYLED_SUBJECTS = OTHER_SUBJECTS.filter(([type]) => type !== 'payment' && type !== 'address');

/** Those whose inputs have the boxes of an appearance without being asked. */
export const BOXED_SUBJECTS = [PAYMENT, ADDRESS].map(withName);

/** Those that send what is typed. */
export const SENDING_SUBJECTS = SUBJECTS.filter(([, { send }]) => send);

/** Runs in the frame: all that is typed into it. */
export const typedIn = () =>
  [...document.querySelectorAll<HTMLInputElement>('input:not([type="radio"], [type="checkbox"])')]
    .map(({ value }) => value)
    .join('');

/** Runs what the page does to send what is typed, and returns the result as plain data. */
export const send = async (tab: Tab, { send: work }: Subject): Promise<Outcome> =>
  (work ? await tab.run(work) : {}) as Outcome;

/** Types all that an Element takes, and sends it. */
export async function worksAsEver(tab: Tab, subject: Subject): Promise<void> {
  await tab.fill(subject.typed);
  if (subject.send) expect((await send(tab, subject)).paymentMethod?.id).toMatch(/^pm_/);
}
