/** Details of a `change` that only this type of Element has, beside `ElementState`. */
export interface ElementDetails {
  /** `collapsed`: no method is open. */
  payment: { collapsed: boolean; value: ChosenMethod };
  card: { brand: string; value: PostalCode };
  cardNumber: { brand: string };
  cardExpiry: object;
  cardCvc: object;
  postalCode: { value: PostalCode };
  /** The bank's country, ISO 3166-1 alpha-2, and its name; each is empty when it is not known. */
  iban: { country: string; bankName: string };
  /** The bank's name; empty when it is not known. */
  auBankAccount: { bankName: string };
  linkAuthentication: { value: Email };
  contactDetails: { value: Email };
  address: {
    /** `shipping` or `billing`. */
    elementMode: string;
    /** False while a saved address is chosen. */
    isNewAddress: boolean;
    value: AddressValue;
  };
  expressCheckout: object;
}

/** What is typed. A frame adds the properties that the public type of the event has. */
interface AddressValue {
  /** It has all parts; those that the country lacks are empty. */
  address: object;
}

interface Email {
  email: string;
}

/** The payment method that is chosen. A frame adds the properties that the public type of the event has. */
interface ChosenMethod {
  /** Its type, such as `card`; empty if none is chosen. */
  type: string;
}

interface PostalCode {
  postalCode: string;
}

interface ElementType<Details> {
  /** Its document, in the host's folder of frames. The fragment selects one field of the card's document; the page passes it as the frame's name. */
  path: string;
  /** Its details while nothing is typed. Each that a frame sends must be of the type that it has here. */
  details: Details;
  /** The type of PaymentMethod that it is for; empty for one that sends nothing. A polluted prototype would fill a gap. */
  method: string;
  /** The English name of what it takes, for a screen reader, until the frame sends it in the person's language. */
  title: string;
}

/** Both have one document: a Payment Element takes the address over from either. */
const contact: ElementType<{ value: Email }> = {
  path: 'linkAuthentication.html',
  details: { value: { email: '' } },
  method: '',
  title: 'email',
};

/**
 * All types of Elements. In a group with several, the first sends the data. The fields of a card are in the order in which
 * a person fills them in.
 */
export const ELEMENTS: { [T in keyof ElementDetails]: ElementType<ElementDetails[T]> } = {
  payment: {
    path: 'payment.html',
    details: { collapsed: false, value: { type: '' } },
    method: 'payment',
    title: 'payment',
  },
  card: {
    path: 'card.html',
    details: { value: { postalCode: '' }, brand: 'unknown' },
    method: 'card',
    title: 'card payment',
  },
  cardNumber: {
    path: 'card.html#cardNumber',
    details: { brand: 'unknown' },
    method: 'card',
    title: 'card number',
  },
  cardExpiry: { path: 'card.html#cardExpiry', details: {}, method: 'card', title: 'expiration date' },
  cardCvc: { path: 'card.html#cardCvc', details: {}, method: 'card', title: 'security code' },
  postalCode: {
    path: 'card.html#postalCode',
    details: { value: { postalCode: '' } },
    method: 'card',
    title: 'postal code',
  },
  iban: {
    path: 'iban.html',
    details: { country: '', bankName: '' },
    method: 'sepa_debit',
    title: 'IBAN',
  },
  auBankAccount: {
    path: 'auBankAccount.html',
    details: { bankName: '' },
    method: 'au_becs_debit',
    title: 'bank account',
  },
  linkAuthentication: contact,
  contactDetails: contact,
  address: {
    path: 'address.html',
    details: { elementMode: '', isNewAddress: true, value: { address: {} } },
    method: '',
    title: 'address',
  },
  expressCheckout: { path: 'expressCheckout.html', details: {}, method: '', title: 'wallet' },
};
