// A test may replace the timers later.
const { clearTimeout, setTimeout } = globalThis;

/** Longest wait, in ms. It is shorter than that of any test runner, whose error would not say what was missing. */
const LONGEST_MS = 4_000;

/**
 * Waits until the document has something.
 *
 * @param find Returns it, or nothing while it is not there.
 * @param missing Says what was not there.
 * @throws Error after four seconds
 */
export function until<Found>(find: () => Found | null, missing: () => string): Promise<Found> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => end(() => reject(new Error(missing()))), LONGEST_MS);

    function end(settle: () => void) {
      observer.disconnect();
      clearTimeout(timer);
      settle();
    }
    function look() {
      const found = find();
      if (found !== null) end(() => resolve(found));
    }

    observer.observe(document, { attributes: true, childList: true, subtree: true });
    look();
  });
}
