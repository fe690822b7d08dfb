/** Finds the documents of this origin in the page's frames. Only they can look into each other. */

import type { Opening } from './serve-page.js';

declare global {
  interface Window {
    /** Windows of frames in a shadow tree, which register themselves here. */
    payframeGuests?: Set<Window>;
  }
}

/**
 * Returns whom a frame serves: one group of one page, for one key and account. The group's name is not
 * enough, because script in the page can learn it and give it to a frame of its own.
 */
export const identityOf = ({ group, key, account, pageOrigin }: Opening): string =>
  JSON.stringify([group, key, account, pageOrigin]);

/** Returns the frames that the browser lists. It does not list frames in a shadow tree. */
const listed = () =>
  Array.from({ length: parent.length }, (_, index) => parent[index] as Window).filter(isOurs);

/** Returns whether this document is in a shadow tree, where others cannot find it by themselves. */
export const isHidden = (): boolean => !listed().includes(self);

/**
 * Returns all documents of this origin. A hidden document becomes known to the others, because it registers
 * with each listed one.
 */
export function neighbours(): Window[] {
  const found = new Set(listed());
  const hidden = !found.has(self);
  for (const host of [...found]) {
    host.payframeGuests ??= new Set();
    if (hidden) host.payframeGuests.add(self);
    for (const guest of host.payframeGuests) {
      if (guest.closed) host.payframeGuests.delete(guest);
      else if (isOurs(guest)) found.add(guest);
    }
  }
  return [...found];
}

/**
 * Returns whether a document is of this origin, and is in a frame of the same window that embeds this one.
 */
function isOurs(other: Window): boolean {
  try {
    return other.parent === parent && other.location.origin === location.origin;
  } catch {
    return false; // A document of another origin: the browser does not let us look.
  }
}
