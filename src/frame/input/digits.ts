import type { TextRule } from './text-rule.js';

/**
 * Converts a text to ASCII: it folds full-width forms, and turns the decimal digits of every script
 * (Arabic-Indic, Devanagari, …) into 0 to 9. Unicode lays them out in one or more consecutive runs of ten.
 */
export const toAscii = (text: string): string => (/^[ -~]*$/.test(text) ? text : fold(text));

const fold = (text: string) =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return `${(code - zero) % 10}`;
  });

/** Returns only the digits of a text, whatever their script. */
export const digitsOf = (text: string): string => toAscii(text).replace(/\D/g, '');

/**
 * Creates the rule of a field that takes only digits.
 *
 * @param most Returns the greatest number of digits.
 */
export const digitsRule = (most: () => number): TextRule => ({
  strip: digitsOf,
  insert({ before, after }, text) {
    const room = Math.max(0, most() - before.length - after.length);
    return { before: before + digitsOf(text).slice(0, room), after };
  },
  format: (digits) => digits,
});
