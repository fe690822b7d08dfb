/**
 * Returns an unguessable, unique id of 128 random bits. It has letters between the digits, because digits only could
 * look like a card number.
 */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('x');
