/**
 * A text in ASCII: full-width forms folded, and the decimal digits of every script (Arabic-Indic, Devanagari, …) turned
 * into 0 to 9. Unicode lays them out in runs of ten that begin at a code point ending in 0 or 6.
 */
export const toAscii = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    const row = code & ~0xf;
    const zero = /\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6;
    return `${code - zero}`;
  });

/** The digits of a text, whatever their script, and nothing else. */
export const digitsOf = (text: string): string => toAscii(text).replace(/\D/g, '');
