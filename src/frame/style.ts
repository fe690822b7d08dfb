import { isRecord, type Json } from '../wire/index.js';
import { type Properties, plain, TEXT_PROPERTIES } from './style-values.js';

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
    const why = value === undefined ? 'not supported' : `not allowed${shown.length > 40 ? '' : `: ${shown}`}`;
    if (list.length < MOST_TOLD) list.push(`${option.slice(0, 80)}: ${why}`);
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
  dropOthers(style, VARIANTS, 'style', drop);
  return VARIANTS.flatMap((variant) => {
    const given = style[variant];
    if (!isRecord(given)) return [];
    dropOthers(given, [...STATES, OBSOLETE], `style.${variant}`, drop);
    return STATES.flatMap((state) => {
      const own = state ? given[state] : given;
      const option = `style.${variant}${state && `.${state}`}`;
      return isRecord(own)
        ? stateRules(variant, state, declarations(own, propertiesOf(state), option, drop))
        : [];
    });
  });
}

function dropOthers(given: Record<string, unknown>, known: string[], option: string, drop: Drop): void {
  for (const [name, value] of Object.entries(given))
    if (isRecord(value) && !known.includes(name)) drop(`${option}.${name}`);
}

/** The text of the inputs, and the icon, which is in none of them. */
function stateRules(variant: string, state: string, all: Rule['declarations']): Rule[] {
  const input = `input${variant === 'base' ? '' : `.${variant}`}${state}`;
  const every = input === 'input';
  const isIcon = ([name]: [string, ...unknown[]]) => name === ICON_COLOR;
  return [
    { selector: every ? '#card' : `#card ${input}`, declarations: all.filter((one) => !isIcon(one)) },
    { selector: every ? '#card' : `#card:has(${input})`, declarations: all.filter(isIcon) },
  ];
}

/** What may be set in a state. A placeholder may be invisible: nobody typed it. */
export function propertiesOf(state: string, properties = TEXT_PROPERTIES): Properties {
  if (!state.startsWith('::')) return properties;
  const { iconColor: _, ...ofText } = properties;
  return state === '::placeholder' ? { ...ofText, color: plain } : ofText;
}

const ICON_COLOR = '--icon-color';
const NAMES: Record<string, string> = { fontSmoothing: '-webkit-font-smoothing', iconColor: ICON_COLOR };

const cssName = (name: string) =>
  NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What is taken of a page's declarations, by an allowlist of properties and the grammar of each. */
export function declarations(
  given: Record<string, unknown>,
  properties: Properties,
  option: string,
  drop: Drop,
): Rule['declarations'] {
  return Object.entries(given).flatMap(([name, value]): Rule['declarations'] => {
    const path = `${option}.${name}`;
    // What is not set is no mistake: wrappers pass every property on, most of them without a value.
    if (value === undefined || value === null || value === '' || isRecord(value)) return [];
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
      if (CSS.supports(name === ICON_COLOR ? 'color' : name, value)) style.setProperty(name, value);
      else drop(option, value);
    }
  }
  return sheet;
}
