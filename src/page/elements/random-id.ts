/**
 * Returns an unguessable, unique id of 128 random bits. It contains letters too, because digits only could
 * look like a card number.
 */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
