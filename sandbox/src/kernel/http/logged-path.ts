import { redact } from '../redact.js';

const MAX_LENGTH = 200;

/** Parts of our own paths, and of those that are mistyped: a number has no place in them. */
const WORD = /^(?:[A-Za-z_.-]{0,60}|v\d|3ds)$/;
/** An object's id: a prefix and random letters and digits. */
const ID = /^[a-z]{2,10}_[A-Za-z\d]{14,64}$/;

/**
 * A path as it may be logged: what is neither a word nor an object's id is a `*`. Anything can be put into an address, a
 * card number in any spelling too.
 */
export const loggedPath = (path: string): string =>
  path
    .split('/')
    .map((part) => ((WORD.test(part) || ID.test(part)) && redact(part) === part ? part : '*'))
    .join('/')
    .slice(0, MAX_LENGTH);
