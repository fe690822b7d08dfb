import { familyRules } from './font-families.js';
import { legible } from './legible.js';
import type { Drop, Rule } from './style.js';

export { loadFonts, onFetched } from './fonts.js';

/**
 * The rules of a look that hide nothing of what is typed, and by which the page's fonts are found. A page without a look
 * of its own does not load it.
 */
export function refine(rules: Rule[], layout: CSSStyleSheet | undefined, drop: Drop): Rule[] {
  const kept = legible(rules, layout, drop);
  return [...kept, ...familyRules(kept)];
}
