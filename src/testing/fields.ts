/** What is typed into a card's fields; one that is left out stays as it is. */
export interface CardEntry {
  number?: string;
  /** `12/34`, `1234` or `12 / 2034`. */
  expiry?: string;
  cvc?: string;
  postalCode?: string;
}

export type FieldName = keyof CardEntry;

/** What a person sees of a card. A field that is not shown is left out. */
export interface ShownCard extends CardEntry {
  /** What the fields say to be wrong; empty where nothing is. */
  error: string;
}

/** In the order in which a person fills them: how the browser's autofill knows each, whatever the language. */
export const AUTOCOMPLETE: Record<FieldName, string> = {
  number: 'cc-number',
  expiry: 'cc-exp',
  cvc: 'cc-csc',
  postalCode: 'postal-code',
};
export const FIELD_NAMES = Object.keys(AUTOCOMPLETE) as FieldName[];

/** The Elements that hold one field each. */
const ELEMENT_OF: Record<FieldName, string> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  postalCode: 'postalCode',
};

const CARD = '/frame/v1/card.html';
/** Selectors of the frames; those of a card's field are the whole card's too. */
export const FRAMES = {
  card: `iframe[src*="${CARD}"]`,
  field: (name: FieldName) => `iframe[src$="${CARD}"],iframe[src$="${CARD}#${ELEMENT_OF[name]}"]`,
  iban: 'iframe[src$="/frame/v1/iban.html"]',
  challenge: 'iframe[src$="/frame/v1/challenge.html"]',
};

/** One field, wherever it is. */
export interface FieldDriver {
  isShown(): Promise<boolean>;
  /** Types key by key, in the place of what was there. */
  type(text: string): Promise<void>;
  /** What it shows. */
  read(): Promise<string>;
  /** What it says to be wrong. */
  error(): Promise<string>;
}

/** The fields of the Elements in a page. */
export interface Driver {
  field(name: FieldName): FieldDriver;
  iban(): FieldDriver;
}
