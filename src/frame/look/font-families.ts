import type { Rule } from './style.js';

/**
 * Random part of the names by which a document finds the fonts of a page. No page can know these names, and
 * only the rules of placeholders, labels and errors use them. So no `fontFamily` leads from typed text to a
 * page's bytes.
 */
const SECRET = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, '0'))
  .join('');

/** Returns a name that needs no quotes in CSS, because browsers do not agree on quotes in `new FontFace`. */
const nameFor = (use: 'fixed' | 'typed') => (family: string) =>
  `${use}-${SECRET}-${[...family.toLowerCase()].map((letter) => letter.codePointAt(0)?.toString(16)).join('-')}`;

/** Returns the name of a font for text that does not depend on the typed text. */
export const fixedName = nameFor('fixed');
/** Returns the name of a font for typed text, which the host has approved. */
export const typedName = nameFor('typed');

/** Keywords that take the value from another element, which has its own rules. */
const WIDE = /^(?:inherit|initial|unset|revert|revert-layer)$/i;

/** Returns a value of `font-family` with our own font before each one that it names. */
const before = (families: string, nameOf: (family: string) => string): string =>
  (families.match(/"[^"]*"|'[^']*'|[^,\s][^,]*/g) ?? [])
    .map((written) => `${nameOf(written.replace(/["']/g, '').trim())}, ${written}`)
    .join(', ');

/** Selectors of fixed text. All other text is typed, or could depend on typed text. */
const FIXED = /label|#error|::placeholder/;

/**
 * Returns rules that override those which name families, so that the fonts are found. Typed text, and text
 * that could depend on it, gets the fonts that the host approves. Placeholders, labels and errors get the
 * page's fonts.
 */
export const familyRules = (rules: Rule[]): Rule[] =>
  rules.flatMap(({ selector, declarations }) =>
    declarations
      .filter(([name, value]) => /^(?:font-family|--fontFamily)$/.test(name) && isFamilies(value))
      .flatMap(([, families, option]) => rulesFor(selector, families, option)),
  );

const isFamilies = (value: string) => !WIDE.test(value) && CSS.supports('font-family', value);

function rulesFor(selector: string, families: string, option: string): Rule[] {
  const rule = (target: string, nameOf: (family: string) => string): Rule => ({
    selector: target,
    declarations: [['font-family', before(families, nameOf), option]],
  });
  if (selector.includes('::selection')) return [];
  if (FIXED.test(selector)) return [rule(selector, fixedName)];
  const isWhole = selector === ':root' || selector === '#card';
  const target = isWhole ? '#card' : selector;
  // Fixed text would inherit the typed text's font. Its rules have no specificity, so that a rule of the
  // page's that names it wins.
  return [
    rule(target, typedName),
    rule(isWhole ? '::placeholder' : `:where(${target})::placeholder`, fixedName),
    ...(isWhole ? [rule(':where(label, #error)', fixedName)] : []),
  ];
}
