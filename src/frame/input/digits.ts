/**
 * A text in ASCII: full-width forms folded, and the decimal digits of every script (Arabic-Indic, Devanagari, …) turned
 * into 0 to 9. Unicode lays them out in runs of ten, one or more behind each other.
 */
export const toAscii = (text: string): string => (/^[ -~]*$/.test(text) ? text : fold(text));

const fold = (text: string) =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return `${(code - zero) % 10}`;
  });

/** The digits of a text, whatever their script, and nothing else. */
export const digitsOf = (text: string): string => toAscii(text).replace(/\D/g, '');
