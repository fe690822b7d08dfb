/** Which documents of this origin are in the page's frames. Only they can look into each other. */

declare global {
  interface Window {
    /** Frames in a shadow tree, which leave word here. */
    payframeGuests?: Set<Window>;
  }
}

/** Those that the browser lists: frames in a shadow tree are in no list. */
const listed = () =>
  Array.from({ length: parent.length }, (_, index) => parent[index] as Window).filter(isOurs);

/** Whether this document is in a shadow tree, where others cannot find it by themselves. */
export const isHidden = (): boolean => !listed().includes(self);

/** All there are. A hidden one is known to the others from then on: it leaves word with each that is listed. */
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

/** Whether a document is of this origin, and in a frame of the very window that embeds this one. */
function isOurs(other: Window): boolean {
  try {
    return other.parent === parent && other.location.origin === location.origin;
  } catch {
    return false; // A document of another origin: the browser does not let us look.
  }
}
