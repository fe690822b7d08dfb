import type { Drop } from './drop-list.js';
import { familyRules } from './font-families.js';
import { legible } from './legible.js';
import type { Rule } from './style.js';

export { dropList } from './drop-list.js';
export { loadFonts, onFetched } from './fonts.js';

/**
 * Builds the style sheet of a look, from rules that hide no typed text and find the page's fonts. It uses only the CSSOM,
 * where a value cannot become anything but the value of its property. A page without a look of its own does not load this
 * file.
 */
export function sheetOf(given: Rule[], layout: CSSStyleSheet | undefined, drop: Drop): CSSStyleSheet {
  const kept = legible(given, layout, drop);
  const sheet = new CSSStyleSheet();
  for (const { selector, declarations } of [...kept, ...familyRules(kept)]) {
    if (!declarations.length) continue;
    const { style } = sheet.cssRules[
      sheet.insertRule(`${selector}{}`, sheet.cssRules.length)
    ] as CSSStyleRule;
    for (const [name, value, option] of declarations) {
      if (CSS.supports(name, value)) style.setProperty(name, value);
      else drop(option, value, (other) => CSS.supports(name, other));
    }
  }
  return sheet;
}
