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
}

const value = object<PostalCode>({ postalCode: string });

/** The types of Elements that there are. The fields of a card are in the order in which a person fills them. */
export const ELEMENTS: { [T in keyof ElementDetails]: ElementType<ElementDetails[T]> } = {
  card: { path: 'card.html', title: 'card payment', details: { value, brand: string } },
  cardNumber: { path: 'card.html#cardNumber', title: 'card number', details: { brand: string } },
  cardExpiry: { path: 'card.html#cardExpiry', title: 'expiration date', details: {} },
  cardCvc: { path: 'card.html#cardCvc', title: 'security code', details: {} },
  postalCode: { path: 'card.html#postalCode', title: 'postal code', details: { value } },
  iban: { path: 'iban.html', title: 'IBAN', details: { country: string, bankName: string } },
};
