import type { Rule } from './style.js';

/**
 * By which names a document finds the fonts that a page names. A page's font is under a name that no page can know, and
 * only the rules of placeholders, labels and errors have it: no `fontFamily` leads from typed text to a page's bytes.
 */
const SECRET = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, '0'))
  .join('');

/** A name of CSS without quotes, which browsers do not agree on in `new FontFace`. */
const nameFor = (use: 'fixed' | 'typed') => (family: string) =>
  `${use}-${SECRET}-${[...family.toLowerCase()].map((letter) => letter.codePointAt(0)?.toString(16)).join('-')}`;

/** For text that does not depend on what is typed. */
export const fixedName = nameFor('fixed');
/** For what a person types: of fonts that the host approves. */
export const typedName = nameFor('typed');

/** Keywords that take the value from elsewhere; rules for that element take care of it. */
const WIDE = /^(?:inherit|initial|unset|revert|revert-layer)$/i;

/** A value of `font-family` with a font of ours before each that it names. */
const before = (families: string, nameOf: (family: string) => string): string =>
  (families.match(/"[^"]*"|'[^']*'|[^,\s][^,]*/g) ?? [])
    .map((written) => `${nameOf(written.replace(/["']/g, '').trim())}, ${written}`)
    .join(', ');

/** What is typed, or could depend on it, stands in all but these. */
const FIXED = /label|#error|::placeholder/;

/**
 * Rules over those that name families, by which the fonts are found: in text that was typed, and what could depend on it,
 * those that the host approves; in placeholders, labels and errors those of the page.
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
  // What is fixed would inherit; its rules weigh nothing, so that one that names it goes over them.
  return [
    rule(target, typedName),
    rule(isWhole ? '::placeholder' : `:where(${target})::placeholder`, fixedName),
    ...(isWhole ? [rule(':where(label, #error)', fixedName)] : []),
  ];
}
