import type { TextKey } from '../language/locales/texts.js';

/** Codes of the errors that a field can have, as the public API names them. Each has a text. */
export type FieldErrorCode = Extract<
  TextKey,
  `incomplete_${string}` | `invalid_${string}` | 'disallowed_brand'
>;

/** Characters before and after the caret. */
export interface Around {
  before: string;
  after: string;
}

/** Rule by which a field reads and shows its text. It is pure and knows no DOM. */
export interface TextRule {
  /** Returns the person's own characters of a shown text, without the separators that formatting added. */
  strip(shown: string): string;
  /** Inserts typed or pasted text at the caret. */
  insert(around: Around, text: string): Around;
  /** Returns the text that is shown for the person's own characters; `strip(format(raw))` is `raw`. */
  format(raw: string): string;
}
