import { createHash, timingSafeEqual } from 'node:crypto';

/** Tells whether two secrets are the same, in constant time, even if they differ in length. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
