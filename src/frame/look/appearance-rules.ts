import type {
  RulePart,
  RulePseudoClass,
  RulePseudoElement,
  RuleState,
} from '../../contract/appearance-rules.js';
import { isRecord } from '../../wire/index.js';
import type { Variables } from './appearance-themes.js';
import { substitute } from './appearance-variables.js';
import type { Drop } from './drop-list.js';
import { declarations, propertiesOf, type Rule } from './style.js';
import { bounded, type Properties, plain, short, type Take, TEXT_PROPERTIES } from './style-values.js';

/** The frame's selector of each part. */
const PARTS: Record<RulePart, string> = {
  Input: 'input',
  Label: 'label',
  Error: '#error:not(:empty)',
  Icon: '#icon',
};
/** The selector of each state, of the part's input. */
const STATES: Record<RuleState, string> = {
  invalid: '.invalid',
  complete: '.complete',
  empty: '.empty',
  focused: ':focus',
  floating: ':is(:focus, :not(.empty))',
  resting: '.empty:not(:focus)',
};
const PSEUDO_CLASSES: Record<RulePseudoClass, string> = {
  ':hover': ':hover',
  ':focus': ':focus',
  ':focus-visible': ':focus-visible',
  ':disabled': ':disabled',
  ':autofill': ':-webkit-autofill',
  ':-webkit-autofill': ':-webkit-autofill',
};
const PSEUDO_ELEMENTS: Record<RulePseudoElement, string> = {
  '::placeholder': '::placeholder',
  '::selection': '::selection',
};
const SELECTOR = /^\.(\w+?)(?:--(\w+))?(:[a-z-]+)?(::[a-z]+)?$/;

/** Returns the entry of a name that a page gave, `''` for an empty name, and `undefined` for an unknown one. */
const entry = (table: Record<string, string>, name = '') =>
  name && (Object.hasOwn(table, name) ? table[name] : undefined);

/**
 * Returns the frame's selector for a selector of the page, or `undefined`: a page can name only these parts
 * and states.
 */
export function selectorOf(given: string): string | undefined {
  const [, name, ...rest] = SELECTOR.exec(given) ?? [];
  const part = entry(PARTS, name);
  const state = entry(STATES, rest[0]);
  const pseudoClass = entry(PSEUDO_CLASSES, rest[1]);
  const pseudoElement = entry(PSEUDO_ELEMENTS, rest[2]);
  if (!part || state === undefined || pseudoClass === undefined || pseudoElement === undefined)
    return undefined;
  const pseudo = pseudoClass + pseudoElement;
  if (!state) return `#card ${part}${pseudo}`;
  if (name === 'Input') return `#card input${state}${pseudo}`;
  return `#card${name === 'Label' ? ' .field' : ''}:has(input${state}) ${part}${pseudo}`;
}

const SIDES = ['', 'Top', 'Right', 'Bottom', 'Left'];
const CORNERS = ['', 'TopLeft', 'TopRight', 'BottomRight', 'BottomLeft'];
const each = (take: Take, names: string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, take]));

/** Accepts a line around a box, in which no length may push the text out of sight. */
const line: Take = (value) => {
  const parts = value.replace(/\([^()]*\)/g, '').split(/\s+/);
  const fits = (part: string) => /^[a-z#][\w-]*$/i.test(part) || short(part) !== undefined;
  return parts.every(fits) && !/(?:calc|min|max|clamp)\(/i.test(value) ? plain(value) : undefined;
};

/** Accepts outer space. A box that moves over another would cover the text that is typed there. */
const outer: Take = (value) =>
  value.split(/\s+/).every((one) => !one.startsWith('-') || /^-[0-4](?:\.\d+)?px$/.test(one))
    ? short(value)
    : undefined;

/**
 * Accepts changes that end within a second, because during a change the text may have the colour of its
 * background.
 */
const brief: Take = (value) => {
  const times = [...value.matchAll(/(-?[\d.]+)(m?s)\b/gi)];
  const fits = times.every(
    ([, time, { length } = '']) => Number(time) >= 0 && Number(time) <= (length > 1 ? 1_000 : 1),
  );
  return fits && !/[(]/.test(value) ? plain(value) : undefined;
};

/** Properties that a rule may set: those of text, and of the box around it. */
export const BOX_PROPERTIES: Properties = {
  ...TEXT_PROPERTIES,
  ...each(line, ['outline', ...SIDES.map((side) => `border${side}`)]),
  ...each(plain, ['boxShadow', 'outlineColor', 'outlineStyle', 'fill']),
  transition: brief,
  ...each(
    plain,
    SIDES.flatMap((side) => [`border${side}Color`, `border${side}Style`]),
  ),
  ...each(
    short,
    SIDES.flatMap((side) => [`border${side}Width`, `padding${side}`]),
  ),
  ...each(
    outer,
    SIDES.map((side) => `margin${side}`),
  ),
  ...each(
    short,
    CORNERS.map((corner) => `border${corner}Radius`),
  ),
  ...each(short, ['outlineWidth', 'outlineOffset']),
};

/**
 * Properties that the parts over an input may set: no box, and no text larger than the input's, because these
 * would cover it.
 */
const OVER_INPUT: Properties = {
  ...Object.fromEntries(
    (
      'color fill fontFamily fontSmoothing fontStyle fontVariant fontWeight iconColor letterSpacing textAlign ' +
      'textTransform transition'
    )
      .split(' ')
      .map((name) => [name, BOX_PROPERTIES[name] as Take]),
  ),
  fontSize: bounded('8px', '1em'),
};

/** Greatest number of rules in one appearance. */
const MOST_RULES = 100;

/**
 * Reads the page's rules, in its own order. With `floating`, labels lie over the inputs, as the icon does.
 */
export function pageRules(given: unknown, variables: Variables, drop: Drop, floating = false): Rule[] {
  const entries = isRecord(given) ? Object.entries(given) : [];
  return entries.slice(0, MOST_RULES).flatMap(([name, rule]): Rule[] => {
    const selector = selectorOf(name);
    const option = `appearance.rules['${name.slice(0, 40)}']`;
    if (!isRecord(rule)) return [];
    if (!selector) return drop(option) ?? [];
    const values = Object.entries(rule).map(([property, value]) => [
      property,
      typeof value === 'string' ? substitute(value, variables) : value,
    ]);
    const ofPart = (floating ? /^\.(?:Icon|Label)\b/ : /^\.Icon\b/).test(name) ? OVER_INPUT : BOX_PROPERTIES;
    const properties = propertiesOf(/::\w+$/.exec(selector)?.[0] ?? '', ofPart);
    return [{ selector, declarations: declarations(Object.fromEntries(values), properties, option, drop) }];
  });
}
