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

/** Creates the rule of a field that takes text as it is, except the characters that `unwanted` matches. */
export const textRule = (longest: number, unwanted: RegExp, read = (text: string) => text): TextRule => ({
  strip: (shown) => shown,
  insert({ before, after }, text) {
    const room = Math.max(0, longest - before.length - after.length);
    return { before: before + read(text).replace(unwanted, '').slice(0, room), after };
  },
  format: (raw) => raw,
});
