import { isRecord, type Json } from '../../wire/index.js';
import { type Properties, TEXT_PROPERTIES } from './style-values.js';

/** One rule of a style sheet, made of what was taken; each declaration with the option that it comes from. */
export interface Rule {
  selector: string;
  declarations: [name: string, value: string, option: string][];
}

/** Notes an option that is left out, and what it held where that is short. */
export type Drop = (option: string, value?: unknown) => undefined;

/** Most options that are told of; a page that has more of them has seen the point. */
const MOST_TOLD = 12;

/** A list for what is left out, and what adds to it. */
export function dropList(): { list: string[]; drop: Drop } {
  const list: string[] = [];
  const drop: Drop = (option, value) => {
    const shown = `${value}`;
    const why = value === undefined ? 'supported' : shown.length > 40 ? 'allowed' : `allowed: ${shown}`;
    if (list.length < MOST_TOLD) list.push(`${option.slice(0, 80)}: not ${why}`);
  };
  return { list, drop };
}

const VARIANTS = ['base', 'complete', 'empty', 'invalid'];
/** The nested keys: one that is not here selects nothing. `''` stands for the variant itself. */
const STATES = ['', ':hover', ':focus', '::placeholder', '::selection', ':-webkit-autofill', ':disabled'];
/** Internet Explorer's, which has no frame to show it in. */
const OBSOLETE = '::-ms-clear';

/** The rules that a page's `style` object asks for, in our order: what is focused is often hovered too. */
export function styleRules(style: Json | undefined, drop: Drop): Rule[] {
  if (!isRecord(style)) return [];
  declarations(style, {}, 'style', drop, VARIANTS);
  return VARIANTS.flatMap((variant) =>
    STATES.flatMap((state) => {
      const whole = style[variant];
      const given = isRecord(whole) && state ? whole[state] : whole;
      const option = `style.${variant}${state && `.${state}`}`;
      const nested = state ? [] : [...STATES, OBSOLETE];
      const input = `input${variant === 'base' ? '' : `.${variant}`}${state}`;
      return isRecord(given)
        ? rulesFor(input, declarations(given, propertiesOf(state), option, drop, nested))
        : [];
    }),
  );
}

/** The text of the inputs, and the icon, which is in none of them. */
const rulesFor = (input: string, all: Rule['declarations']): Rule[] =>
  [false, true].map((ofIcon) => ({
    selector: ofIcon ? `#card:has(${input}) #icon` : input === 'input' ? '#card' : `#card ${input}`,
    declarations: all.filter(([name]) => (name === 'fill') === ofIcon),
  }));

/** What may be set in a state: an icon has none of an input's parts. */
export function propertiesOf(state: string, properties = TEXT_PROPERTIES): Properties {
  const { iconColor: _, ...ofText } = properties;
  return state.startsWith('::') ? ofText : properties;
}

const NAMES: Record<string, string> = { fontSmoothing: '-webkit-font-smoothing', iconColor: 'fill' };

const cssName = (name: string) =>
  NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What is taken of a page's declarations, by an allowlist of properties and the grammar of each. All else is dropped,
 * save objects under the `nested` names.
 */
export function declarations(
  given: Record<string, unknown>,
  properties: Properties,
  option: string,
  drop: Drop,
  nested: string[] = [],
): Rule['declarations'] {
  return Object.entries(given).flatMap(([name, value]): Rule['declarations'] => {
    const path = `${option}.${name}`;
    // What is not set is no mistake: wrappers pass every property on, most of them without a value.
    if (value === undefined || value === null || value === '' || nested.includes(name)) return [];
    if (!Object.hasOwn(properties, name)) return drop(path) ?? [];
    const taken = properties[name]?.(`${value}`.trim());
    return taken === undefined ? (drop(path, value) ?? []) : [[cssName(name), taken, path]];
  });
}

/**
 * Rules as a style sheet. It is built through the CSSOM alone, where a value cannot become anything but the value of
 * its property.
 */
export function sheetOf(rules: Rule[], drop: Drop): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  for (const { selector, declarations } of rules.filter((rule) => rule.declarations.length)) {
    const { style } = sheet.cssRules[
      sheet.insertRule(`${selector}{}`, sheet.cssRules.length)
    ] as CSSStyleRule;
    for (const [name, value, option] of declarations) {
      if (CSS.supports(name, value)) style.setProperty(name, value);
      else drop(option, value);
    }
  }
  return sheet;
}
