/** Digits of the suffix of a New Zealand account number. Banks also write it without the zero at its beginning. */
export const SUFFIX_DIGITS = 3;
