import type { Tell } from './serve-page.js';

/** How often browsers say whether something is covered, in ms: the least that they take. */
const DELAY_MS = 100;
/** The part of a field that has to be in sight. */
const ENOUGH = 0.5;

/** With what browsers say of what is over a target (Intersection Observer v2), which Chromium alone does. */
interface Entry extends IntersectionObserverEntry {
  isVisible?: boolean;
}

let observer: IntersectionObserver | undefined;
let required = false;
let visible: boolean | undefined;

/**
 * Tells the page whether a person can see the field, once it is known and at each change, as the browser knows it and no
 * page can say otherwise. With `require` the field takes no input while it is out of sight.
 *
 * @param wanted The option `visibility`.
 */
export function watch(wanted: unknown, tell: Tell): void {
  required = wanted === 'require';
  if (!wanted) {
    observer?.disconnect();
    observer = visible = undefined;
  }
  lock();
  if (!wanted || observer) return;
  const settings = { threshold: [0, ENOUGH], trackVisibility: true, delay: DELAY_MS };
  observer = new IntersectionObserver((entries) => {
    const { isVisible = true, intersectionRatio } = entries.at(-1) as Entry;
    const now = isVisible && intersectionRatio >= ENOUGH;
    if (now !== visible) tell({ type: 'visibility', visible: now });
    visible = now;
    lock();
  }, settings);
  observer.observe(document.getElementById('card') as Element);
}

/** Nothing is typed, pasted or filled into what can be read alone; the focus stays where it is. */
function lock() {
  for (const input of document.querySelectorAll('input')) input.readOnly = required && visible === false;
}
