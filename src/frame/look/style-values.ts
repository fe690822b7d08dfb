/**
 * What a page may say in a value of CSS. It is plain: numbers, names, colours, and functions that compute a colour or a
 * length, so that nothing fetches, looks up, selects or ends a declaration. Whether a property knows the value is the
 * browser's to say. What hides what a person types is left out later, once it is known how all values come together.
 */

/** Gives a value back, as it is or within bounds; or nothing, where it is not allowed. */
export type Take = (value: string) => string | undefined;

/** The properties that may be set, and what each takes. */
export type Properties = Readonly<Record<string, Take>>;

// Names of any script; no `;`, `:`, `{`, `\`, `@`, `!`, `<`, so that a value stays a value. Tailwind's list of font
// families has some 300 characters.
const PLAIN = /^[\p{L}\p{M}\w\s.,#%()+*/'"&-]{1,400}$/u;
const FUNCTION = /^(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|light-dark|color-mix|calc|min|max|clamp|-)?$/i;

/** A value that can do no more than look. */
export const plain: Take = (value) =>
  PLAIN.test(value) &&
  !value.includes('/*') &&
  // To CSS a no-break space is a letter of a name, as all is that is not ASCII.
  [...value.matchAll(/([\w\x80-\u{10ffff}-]*)\s*\(/gu)].every(([, name]) => FUNCTION.test(`${name}`))
    ? value
    : undefined;

/** A length that the browser keeps within bounds, or a word. */
export const bounded =
  (least: string, most: string, word = /^[a-z-]+$/i): Take =>
  (value) =>
    // In `clamp` zero needs its unit.
    word.test(value) ? value : plain(value) && `clamp(${least}, ${value.replace(/^0$/, '0px')}, ${most})`;

/** Lengths of a few lines of text at most, so that nothing is moved out of sight. */
export const short: Take = (value) =>
  value.split(/\s+/).every((one) => /^-?(?:0|\d{0,2}(?:\.\d+)?px|\d?(?:\.\d+)?r?em)$/.test(one))
    ? value
    : undefined;

const allPlain = (names: string): Properties =>
  Object.fromEntries(names.split(' ').map((name) => [name, plain]));

// No word: `normal`, by whatever name, is as high as the fonts of what is typed.
const numbered = bounded('0.8em', '8em', /^(?:[1-7](?:\.\d+)?|0?\.[89]\d*)$/);

/** The properties of the public `style` object. */
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
