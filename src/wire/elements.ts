import { object, type Shape, string } from './check.js';

/** The details of a `change` that only this type of Element has, beside `ElementState`. */
export interface ElementDetails {
  card: { brand: string; value: PostalCode };
  cardNumber: { brand: string };
  cardExpiry: object;
  cardCvc: object;
  postalCode: { value: PostalCode };
  /** The bank's country, ISO 3166-1 alpha-2, and its name; each is empty when it is not known. */
  iban: { country: string; bankName: string };
}

interface PostalCode {
  postalCode: string;
}

interface ElementType<Details> {
  /** Its document, in the host's folder of frames. A fragment selects one field of the card's document. */
  path: string;
  /** The English name of what it takes, for a screen reader, until the frame sends it in the person's language. */
  title: string;
  /** A check for each of its details. */
  details: Shape<Details>;
  /** The type of PaymentMethod that it is for. Every type has one, because a polluted prototype would fill a gap. */
  method: string;
}

const value = object<PostalCode>({ postalCode: string });

/** All types of Elements. The fields of a card are in the order in which a person fills them in. */
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
