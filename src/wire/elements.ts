import { object, type Shape, string } from './check.js';

/** What a type of Element says in a `change`, beside what every Element says. */
export interface ElementDetails {
  card: { brand: string; value: PostalCode };
  cardNumber: { brand: string };
  cardExpiry: object;
  cardCvc: object;
  postalCode: { value: PostalCode };
  /** Where the bank is, ISO 3166-1 alpha-2, and what it is called; empty where that is not known. */
  iban: { country: string; bankName: string };
}

interface PostalCode {
  postalCode: string;
}

interface ElementType<Details> {
  /** The document that shows it, among the host's frames; a fragment names the one field of a card that is shown. */
  path: string;
  /** What it takes, for a screen reader, until the frame says so in the person's language. */
  title: string;
  /** The check of each of its details. */
  details: Shape<Details>;
  /** The type of PaymentMethod that is made of it. In each, since a page's polluted prototype would fill a gap. */
  method: string;
}

const value = object<PostalCode>({ postalCode: string });

/** The types of Elements that there are. The fields of a card are in the order in which a person fills them. */
export const ELEMENTS: { [T in keyof ElementDetails]: ElementType<ElementDetails[T]> } = {
  card: { path: 'card.html', title: 'card payment', details: { value, brand: string }, method: 'card' },
  cardNumber: {
    path: 'card.html#cardNumber',
    title: 'card number',
    details: { brand: string },
    method: 'card',
  },
  cardExpiry: { path: 'card.html#cardExpiry', title: 'expiration date', details: {}, method: 'card' },
  cardCvc: { path: 'card.html#cardCvc', title: 'security code', details: {}, method: 'card' },
  postalCode: { path: 'card.html#postalCode', title: 'postal code', details: { value }, method: 'card' },
  iban: {
    path: 'iban.html',
    title: 'IBAN',
    details: { country: string, bankName: string },
    method: 'sepa_debit',
  },
};
