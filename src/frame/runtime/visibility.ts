import type { Tell } from '../../wire/index.js';

/** Interval at which browsers report whether something is covered, in ms: the shortest that they allow. */
const DELAY_MS = 100;
/** Fraction of a field that has to be in sight. */
const ENOUGH = 0.5;
/** Height that has to be in sight of a form which is higher than the window, in CSS pixels: that of a card's fields. */
const ENOUGH_OF_FORM = 150;
/** Fractions of a form at which the browser reports: often enough to notice that height. */
const FRACTIONS = Array.from({ length: 41 }, (_, part) => part / 40);

/**
 * Entry with the browser's verdict on what covers a target (Intersection Observer v2). Only Chromium has it.
 */
interface Entry extends IntersectionObserverEntry {
  isVisible?: boolean;
}

let observer: IntersectionObserver | undefined;
/** Locks inputs that come later, such as those of a payment method whose row opens. */
const newcomers = new MutationObserver(lock);
let required = false;
let visible: boolean | undefined;

/**
 * Tells the page whether a person can see the field, as soon as it is known and at each change. The answer is
 * the browser's, and no page can falsify it. With `require`, the field takes no input while it is out of
 * sight.
 *
 * @param wanted The option `visibility`.
 */
export function watch(wanted: unknown, tell: Tell): void {
  required = wanted === 'require';
  if (!wanted) {
    observer?.disconnect();
    newcomers.disconnect();
    observer = visible = undefined;
  }
  lock();
  if (!wanted || observer) return;
  const settings = { threshold: FRACTIONS, trackVisibility: true, delay: DELAY_MS };
  observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as Entry;
    const now = entry.isVisible !== false && isInSight(entry);
    if (now !== visible) tell({ type: 'event', name: 'visibility', details: { visible: now } });
    visible = now;
    lock();
  }, settings);
  const root = document.getElementById('card') as Element;
  observer.observe(root);
  newcomers.observe(root, { childList: true, subtree: true });
}

/** Returns whether enough of a field is in sight, whatever covers it. */
const isInSight = ({ intersectionRatio, intersectionRect, boundingClientRect }: Entry): boolean =>
  intersectionRatio >= ENOUGH ||
  (intersectionRect.height >= ENOUGH_OF_FORM && intersectionRect.width >= ENOUGH * boundingClientRect.width);

/** Makes the inputs read-only, so that nothing is typed, pasted or filled in. The focus stays where it is. */
function lock() {
  for (const input of document.querySelectorAll('input')) input.readOnly = required && visible === false;
}
