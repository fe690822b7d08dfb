import { ELEMENTS } from '../wire/index.js';

/** The texts to type into a card's fields; a field that is left out stays as it is. */
export interface CardEntry {
  number?: string;
  /** `12/34`, `1234` or `12 / 2034`. */
  expiry?: string;
  cvc?: string;
  postalCode?: string;
}

export type FieldName = keyof CardEntry;

/** A card as a person sees it. A field that is not shown is left out. */
export interface ShownCard extends CardEntry {
  /** The error that the fields show; empty where there is none. */
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
const ELEMENT_OF: Record<FieldName, keyof typeof ELEMENTS> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  postalCode: 'postalCode',
};

const frameOf = (path: string) => `iframe[src$="/frame/v1/${path}"]`;
/** Selectors of the frames; those of a card's field are the whole card's too. */
export const FRAMES = {
  card: `iframe[src*="/frame/v1/${ELEMENTS.card.path}"]`,
  field: (name: FieldName) => `${frameOf(ELEMENTS.card.path)},${frameOf(ELEMENTS[ELEMENT_OF[name]].path)}`,
  iban: frameOf(ELEMENTS.iban.path),
  challenge: frameOf('challenge.html'),
};

/** One field, wherever it is. */
export interface FieldDriver {
  isShown(): Promise<boolean>;
  /** Types key by key, in the place of what was there. */
  type(text: string): Promise<void>;
  /** Reads the text that it shows. */
  read(): Promise<string>;
  /** Reads the error that it shows. */
  error(): Promise<string>;
}

/** The fields of the Elements in a page. */
export interface Driver {
  field(name: FieldName): FieldDriver;
  iban(): FieldDriver;
}
