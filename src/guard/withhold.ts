import { findKeys } from './find-keys.js';
import { latin1 } from './latin1.js';
import type { Finding } from './scan.js';

// What a path, a message or a name of a variable is made of: none of these is in a key.
const WORD = /[^\s/\\:'"`,;()<>]+/g;

/**
 * Leaves nothing but the prefix of a key in what is printed. A word that hides one, in base64 for instance, is left out
 * as a whole.
 */
export function withhold(text: string): string {
  if (!findKeys(latin1(text)).length) return text;
  const safe = text.replace(WORD, (word) => {
    const [key] = findKeys(latin1(word));
    return key ? `${key.prefix}…` : word;
  });
  // What is a key only across words.
  const [rest] = findKeys(latin1(safe));
  return rest ? `${rest.prefix}…` : safe;
}

/** A finding's names come from outside, from paths and source maps: they may hold a key as well as the files do. */
export function withholdNames(finding: Finding): Finding {
  const { file, source, variable } = finding;
  return {
    ...finding,
    file: safeName(file),
    ...(source && { source: { ...source, file: safeName(source.file) } }),
    ...(variable && { variable: safeName(variable) }),
  };
}

/** Without what would write on the terminal anywhere else but here. */
const safeName = (name: string): string => withhold(name).replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
