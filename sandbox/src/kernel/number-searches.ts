import type { Span } from './readings.js';

/** How numbers of cards or accounts of one kind are found in a text, and where one may be sent. */
export interface NumberSearch {
  /** The number as an error names it: `a card number`. */
  name: string;
  /** The only parameters that such a number may stand in, in bracket notation. */
  params: ReadonlySet<string>;
  /** Tells in an error where the number belongs, as a sentence. */
  hint: string;
  find(text: string): FoundNumber[];
}

export interface FoundNumber extends Span {
  /** Whether it is a test card's or a test account's. */
  isTest: boolean;
}

// Until the app has set its searches, every digit counts as part of a number: better too much is redacted than too little.
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

/** Sets the searches of this process. The kernel knows no payment method, so whoever starts the app hands them in. */
export function setNumberSearches(all: readonly NumberSearch[]): void {
  searches = all;
}

export const numberSearches = (): readonly NumberSearch[] => searches;
