import { address } from '../../frame/elements/address/element.js';
import { auBankAccount } from '../../frame/elements/auBankAccount/element.js';
import { card } from '../../frame/elements/card/element.js';
import {
  type ExpressCheckoutElement,
  expressCheckout,
} from '../../frame/elements/expressCheckout/element.js';
import { iban } from '../../frame/elements/iban/element.js';
import { contact } from '../../frame/elements/linkAuthentication/element.js';
import { withContact } from '../../frame/elements/linkAuthentication/stage.js';
import { type PaymentElement, payment } from '../../frame/elements/payment/element.js';
import en from '../../frame/language/locales/en.json';
import { learn } from '../../frame/language/texts.js';
import type { StagedElement } from '../../frame/runtime/define-element.js';
import { createCardStage } from './card-stage.js';
import { createFieldStage, type Place } from './stage.js';

// A frame fetches the texts of the methods that are opened.
learn(en);

/** An Element in a page, with the parts that only some types have. */
export type PageElement = StagedElement &
  Partial<Pick<PaymentElement, 'collapse' | 'loaded'> & Pick<ExpressCheckoutElement, 'details' | 'receive'>>;

/** Functions that put an Element into a place in the page, by the name of the Element's document. */
export const ELEMENTS: Record<string, (place: Place) => PageElement> = {
  card: (place) => card(createCardStage(place)),
  iban: (place) => iban(createFieldStage(place, 'iban')),
  auBankAccount: (place) => auBankAccount(createFieldStage(place, 'bsb', 'account_number')),
  payment({ root, api, group }) {
    const element = payment(root, {
      ask: api.session,
      retrieve: api.retrieve,
      follow: (_, refresh) => group.followParts(root, refresh),
    });
    const named = element.nameCountries();
    return { ...element, loaded: () => named.then(element.loaded) };
  },
  address: ({ root, group }) =>
    address(root, {
      share: (_, part) => group.sharePart(root, part),
      follow: (_, refresh) => group.followParts(root, refresh),
    }),
  expressCheckout: ({ root, api, group }) =>
    expressCheckout(root, {
      ask: api.session,
      retrieve: api.retrieve,
      share: (_, visit) => group.beginVisit(root, visit),
    }),
  linkAuthentication: (place) =>
    contact(
      withContact(createFieldStage(place, 'email'), (_, part) => place.group.sharePart(place.root, part)),
    ),
};
