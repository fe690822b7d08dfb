import { nameAdvice } from '../contract/name-advice.js';
import { ELEMENTS } from '../wire/index.js';

/** Texts to type into a card's fields. A field that is left out stays as it is. */
export interface CardEntry {
  number?: string;
  /** `12/34`, `1234` or `12 / 2034`. */
  expiry?: string;
  cvc?: string;
  postalCode?: string;
}

export type FieldName = keyof CardEntry;

/** Card as a person sees it. Fields that are not shown are left out. */
export interface ShownCard extends CardEntry {
  /** The error that the fields show; empty if there is none. */
  error: string;
}

/**
 * Autocomplete values that identify the fields in every language, in the order in which a person fills the
 * fields.
 */
export const AUTOCOMPLETE: Record<FieldName, string> = {
  number: 'cc-number',
  expiry: 'cc-exp',
  cvc: 'cc-csc',
  postalCode: 'postal-code',
};
export const FIELD_NAMES = Object.keys(AUTOCOMPLETE) as FieldName[];

/**
 * Checks the names of a card's fields, because a text for a misspelt field would not be typed.
 *
 * @throws TypeError for a name that no field has.
 */
export function requireFields(helper: string, names: string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(AUTOCOMPLETE, name));
  if (unknown !== undefined)
    throw new TypeError(`${helper} knows no field ${unknown}. ${nameAdvice(unknown, FIELD_NAMES)}`);
}

/** Elements that hold one field each. */
const ELEMENT_OF: Record<FieldName, keyof typeof ELEMENTS> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  postalCode: 'postalCode',
};

/** Returns the selector of the frame at a path. The folder of its document may be that of one build. */
function frameOf(path: string) {
  const [file, field] = path.split(/(?=#)/);
  return `iframe[src*="/frame/v1/"][src$="/${file}"]${field ? `[name="${field}"]` : ':not([name])'}`;
}
/** Selectors of the frames. The selector of a field also matches the whole card. */
export const FRAMES = {
  card: `iframe[src*="/frame/v1/"][src$="/${ELEMENTS.card.path}"]`,
  field: (name: FieldName) => `${frameOf(ELEMENTS.card.path)},${frameOf(ELEMENTS[ELEMENT_OF[name]].path)}`,
  iban: frameOf(ELEMENTS.iban.path),
  challenge: frameOf('challenge.html'),
};

/** Access to one field, wherever it is. */
export interface FieldDriver {
  isShown(): Promise<boolean>;
  /** Types key by key, and replaces the old text. */
  type(text: string): Promise<void>;
  /** Reads the text that the field shows. */
  read(): Promise<string>;
  /** Reads the error that the field shows. */
  error(): Promise<string>;
}

/** Access to the fields of the Elements in a page. */
export interface Driver {
  field(name: FieldName): FieldDriver;
  iban(): FieldDriver;
}
