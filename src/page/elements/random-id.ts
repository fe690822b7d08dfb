/** A name that no one can guess, and no other has: 128 random bits. Not of digits alone, which could be a card number. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
