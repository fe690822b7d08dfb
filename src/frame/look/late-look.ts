import type { Drop } from './drop-list.js';
import { familyRules } from './font-families.js';
import { legible } from './legible.js';
import type { Rule } from './style.js';

export { dropList } from './drop-list.js';
export { loadFonts, onFetched } from './fonts.js';

/**
 * Refines the rules of a look, so that they hide no typed text and find the page's fonts. A page without a
 * look of its own does not load this file.
 */
export function refine(rules: Rule[], layout: CSSStyleSheet | undefined, drop: Drop): Rule[] {
  const kept = legible(rules, layout, drop);
  return [...kept, ...familyRules(kept)];
}
