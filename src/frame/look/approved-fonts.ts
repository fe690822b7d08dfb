import { isRecord } from '../../wire/index.js';

/**
 * File with the host's own list: `{"sha256": ["…"]}`, hashes of font files in hexadecimal digits. A frame's document
 * has an address of each build; the list has one for all.
 */
const LIST = '/frame/v1/fonts.json';

let list: Promise<string[]> | undefined;

/** Returns whether the host allows a font's file to draw the text that a person types. */
export async function isApproved(bytes: ArrayBuffer): Promise<boolean> {
  list ??= fetchList();
  const approved = await list;
  // Browsers have it only in secure contexts. Elsewhere no font of a page draws the typed text.
  if (!approved.length || !globalThis.crypto.subtle) return false;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return approved.includes([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}

async function fetchList(): Promise<string[]> {
  try {
    const answer = await fetch(new URL(LIST, location.href), { credentials: 'omit' });
    const given: unknown = await answer.json();
    return isRecord(given) && Array.isArray(given.sha256)
      ? given.sha256.map((hash) => `${hash}`.toLowerCase())
      : [];
  } catch {
    return []; // A host without the list approves no font.
  }
}
