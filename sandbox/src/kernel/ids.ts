import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
// The largest multiple of 62 that fits a byte. Bytes from there on are thrown away, so that every character
// is equally likely.
const FAIR_LIMIT = 248;

/**
 * Returns random base62 text from the system's generator. Each character holds 5.95 bits: 24 of them hold
 * 142.
 */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 8)) {
      if (byte < FAIR_LIMIT && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

/** Returns a new object's id: its prefix, an underscore and 142 random bits. */
export const newId = (prefix: string): string => `${prefix}_${randomBase62(24)}`;

/** Returns the id of a platform's application, through which accounts are connected to it. */
export const applicationIdOf = (platformId: string): string => platformId.replace(/^acct_/, 'ca_');
