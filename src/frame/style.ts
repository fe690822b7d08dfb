import { isRecord, type Json } from '../wire/index.js';

/** The properties that a page may set, and their CSS names: those of the public `style` object. */
const PROPERTIES: Record<string, string> = {
  backgroundColor: 'background-color',
  color: 'color',
  fontFamily: 'font-family',
  fontSize: 'font-size',
  fontSmoothing: '-webkit-font-smoothing',
  fontStyle: 'font-style',
  fontVariant: 'font-variant',
  fontWeight: 'font-weight',
  iconColor: '--icon-color',
  letterSpacing: 'letter-spacing',
  lineHeight: 'line-height',
  padding: 'padding',
  textAlign: 'text-align',
  textDecoration: 'text-decoration',
  textShadow: 'text-shadow',
  textTransform: 'text-transform',
};

/** Where each variant and each nested key applies: a key that is not here selects nothing. */
const VARIANTS: Record<string, string> = {
  base: '#card',
  complete: '#card input.complete',
  empty: '#card input.empty',
  invalid: '#card input.invalid',
};
const NESTED = [':hover', ':focus', '::placeholder', '::selection', ':-webkit-autofill', ':disabled'];

// Numbers, names of any script, commas, quotes and colours; no `;`, `:`, `{`, `\`, `@`, `!`, `<`, so that a value stays a value.
const PLAIN_VALUE = /^[\p{L}\p{M}\w\s.,#%()+*/'"-]{1,400}$/u;
const FUNCTIONS = new Set([
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'hwb',
  'lab',
  'lch',
  'oklab',
  'oklch',
  'calc',
  'min',
  'max',
  'clamp',
]);

/** Whether a value can do no more than look: only functions that compute a colour or a length, so nothing is fetched. */
export function isSafeValue(value: string): boolean {
  if (!PLAIN_VALUE.test(value) || value.includes('/*')) return false;
  return [...value.matchAll(/([\w-]*)\s*\(/g)].every(([, name]) => FUNCTIONS.has((name ?? '').toLowerCase()));
}

/**
 * The page's `style` object as a style sheet of the frame. It is built through the CSSOM alone, where a value cannot
 * become anything but the value of its property, and it is fed from fixed selectors and an allowlist.
 */
export function styleSheet(style: Json | undefined): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const variants = isRecord(style) ? style : {};
  for (const [variant, selector] of Object.entries(VARIANTS)) {
    const declarations = variants[variant];
    if (!isRecord(declarations)) continue;
    addRule(sheet, selector, declarations);
    for (const key of NESTED) {
      const nested = declarations[key];
      if (isRecord(nested)) addRule(sheet, nestedSelector(selector, key), nested);
    }
  }
  return sheet;
}

const nestedSelector = (selector: string, key: string) =>
  selector === '#card' ? `#card input${key}` : selector + key;

function addRule(sheet: CSSStyleSheet, selector: string, declarations: Record<string, unknown>): void {
  const index = sheet.insertRule(`${selector}{}`, sheet.cssRules.length);
  const { style } = sheet.cssRules[index] as CSSStyleRule;
  for (const [property, name] of Object.entries(PROPERTIES)) {
    const value = declarations[property];
    if (value !== undefined && isSafeValue(`${value}`)) style.setProperty(name, `${value}`);
  }
}
