import type { Span } from './readings.js';

/**
 * A search for one kind of number in a text, of cards or of accounts, and the parameters where such a number
 * belongs.
 */
export interface NumberSearch {
  /** Name of the number in an error: `a card number`. */
  name: string;
  /** The only parameters that may contain such a number, in bracket notation. */
  params: ReadonlySet<string>;
  /** Tells in an error where the number belongs, as a sentence. */
  hint: string;
  find(text: string): FoundNumber[];
}

export interface FoundNumber extends Span {
  /** Whether it belongs to a test card or a test account. */
  isTest: boolean;
}

// Until the app has set its searches, every digit counts as part of a number, because it is better to redact
// too much than too little.
const EVERY_DIGIT: NumberSearch = {
  name: 'a number',
  params: new Set(),
  hint: '',
  find: (text) =>
    [...text.matchAll(/\p{N}+/gu)].map(({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      isTest: true,
    })),
};

let searches: readonly NumberSearch[] = [EVERY_DIGIT];

/**
 * Sets the searches of this process. The kernel knows no payment method, so the code that starts the app
 * passes them in.
 */
export function setNumberSearches(all: readonly NumberSearch[]): void {
  searches = all;
}

export const numberSearches = (): readonly NumberSearch[] => searches;
