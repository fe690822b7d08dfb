import { findKeys } from './find-keys.js';
import { latin1 } from './latin1.js';
import type { Finding } from './scan.js';

// Words of a path, a message or a variable's name. No key contains the characters between them.
const WORD = /[^\s/\\:'"`,;()<>]+/g;

/**
 * Reduces each key in a printed text to its prefix. A word that hides a key, in base64 for instance, is left
 * out as a whole.
 */
export function withhold(text: string): string {
  if (!findKeys(latin1(text)).length) return text;
  const safe = text.replace(WORD, (word) => {
    const [key] = findKeys(latin1(word));
    return key ? `${key.prefix}…` : word;
  });
  // The key appears only when words are read together.
  const [rest] = findKeys(latin1(safe));
  return rest ? `${rest.prefix}…` : safe;
}

/**
 * Withholds keys in a finding's names, which come from paths and source maps: they may contain a key as well
 * as the files do.
 */
export function withholdNames(finding: Finding): Finding {
  const { file, source, variable } = finding;
  return {
    ...finding,
    file: safeName(file),
    ...(source && { source: { ...source, file: safeName(source.file) } }),
    ...(variable && { variable: safeName(variable) }),
  };
}

/** Removes the characters that could control the terminal or reorder its text. */
const safeName = (name: string): string => withhold(name).replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
