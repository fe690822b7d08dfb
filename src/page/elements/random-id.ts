/** An unguessable, unique id of 128 random bits. It has letters too: digits only could look like a card number. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
