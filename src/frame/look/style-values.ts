/**
 * The grammar of CSS values from a page. A value is plain: numbers, names, colours, and functions that
 * compute a colour or a length. So it cannot fetch, look up, select or end a declaration. The browser decides
 * whether a property accepts the value. Declarations that hide the typed text are left out later, when the
 * effect of all values together is known.
 */

/** Function that returns an allowed value, unchanged or within bounds, and `undefined` for any other. */
export type Take = (value: string) => string | undefined;

/** Properties that may be set, each with the function that checks its value. */
export type Properties = Readonly<Record<string, Take>>;

// Names of any script; no `;`, `:`, `{`, `\`, `@`, `!`, `<`, so that a value stays a value. Tailwind's list
// of font families has about 300 characters.
const PLAIN = /^[\p{L}\p{M}\w\s.,#%()+*/'"&-]{1,400}$/u;
const FUNCTION = /^(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|light-dark|color-mix|calc|min|max|clamp|-)?$/i;

/** Accepts a value that can change only the look. */
export const plain: Take = (value) =>
  PLAIN.test(value) &&
  !value.includes('/*') &&
  // In CSS a no-break space is part of a name, as is every character that is not ASCII.
  [...value.matchAll(/([\w\x80-\u{10ffff}-]*)\s*\(/gu)].every(([, name]) => FUNCTION.test(`${name}`))
    ? value
    : undefined;

/** Accepts a word, or a length that the browser keeps within bounds. */
export const bounded =
  (least: string, most: string, word = /^[a-z-]+$/i): Take =>
  (value) =>
    // In `clamp` zero needs its unit.
    word.test(value) ? value : plain(value) && `clamp(${least}, ${value.replace(/^0$/, '0px')}, ${most})`;

/** Accepts lengths of at most a few lines of text, so that nothing moves out of sight. */
export const short: Take = (value) =>
  value.split(/\s+/).every((one) => /^-?(?:0|\d{0,2}(?:\.\d+)?px|\d?(?:\.\d+)?r?em)$/.test(one))
    ? value
    : undefined;

const allPlain = (names: string): Properties =>
  Object.fromEntries(names.split(' ').map((name) => [name, plain]));

// No word: `normal`, or a synonym of it, is as high as the fonts of the typed text.
const numbered = bounded('0.8em', '8em', /^(?:[1-7](?:\.\d+)?|0?\.[89]\d*)$/);

/** Properties of the public `style` object. */
export const TEXT_PROPERTIES: Properties = {
  ...allPlain(
    'backgroundColor color fontFamily fontSmoothing fontStyle fontVariant fontWeight iconColor textAlign textDecoration ' +
      'textShadow textTransform',
  ),
  fontSize: bounded('8px', '64px'),
  letterSpacing: bounded('-0.1em', '1em'),
  lineHeight: (value) => (value === 'normal' ? '1.2' : numbered(value)),
  padding: short,
};
