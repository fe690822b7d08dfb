import type { TextKey } from '../language/locales/texts.js';

/** Codes of the errors that a field can have, as the public API names them: each has a text. */
export type FieldErrorCode = Extract<
  TextKey,
  `incomplete_${string}` | `invalid_${string}` | 'disallowed_brand'
>;

/** The characters that stand before and after the caret. */
export interface Around {
  before: string;
  after: string;
}

/** How text in a field is read and shown. Pure: knows no DOM. */
export interface TextRule {
  /** The characters of a shown text that are the person's own, without what formatting put between them. */
  strip(shown: string): string;
  /** Puts typed or pasted text between what stands before and after the caret. */
  insert(around: Around, text: string): Around;
  /** The text that is shown for the person's own characters; `strip(format(raw))` is `raw`. */
  format(raw: string): string;
}
