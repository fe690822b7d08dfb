import type { FetchedFile } from '../../wire/index.js';

/** Largest file that is passed on, in bytes. */
const LARGEST = 1024 * 1024;

const files = new Map<string, Promise<FetchedFile | undefined>>();

/** Fetches a style sheet or font that the page named, once for all frames, which fetch none themselves. */
export function fetchFont(address: string): Promise<FetchedFile | undefined> {
  const file = files.get(address) ?? load(address);
  files.set(address, file);
  return file;
}

async function load(address: string) {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    const { ok, url } = response;
    const bytes = await response.arrayBuffer();
    return ok && bytes.byteLength <= LARGEST ? { url, bytes } : undefined;
  } catch {
    return undefined; // The frame reports the missing font.
  }
}
