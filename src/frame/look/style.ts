import { isRecord, type Json } from '../../wire/index.js';
import type { Drop } from './drop-list.js';
import { type Properties, type Take, TEXT_PROPERTIES } from './style-values.js';

/**
 * Rule of a style sheet, with only accepted declarations. Each declaration has the option that it comes from.
 */
export interface Rule {
  selector: string;
  declarations: [name: string, value: string, option: string][];
}

const VARIANTS = ['base', 'complete', 'empty', 'invalid'];
/** Nested keys that a variant may have; others are ignored. `''` stands for the variant itself. */
const STATES = ['', ':hover', ':focus', '::placeholder', '::selection', ':-webkit-autofill', ':disabled'];
/** Key for Internet Explorer, which does not show frames of this SDK. */
const OBSOLETE = '::-ms-clear';

/**
 * Returns the rules for a page's `style` object, in our own order, because a focused input is often hovered
 * too.
 */
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

/** Returns rules for the text of the inputs, and for the icon, which is outside of them. */
const rulesFor = (input: string, all: Rule['declarations']): Rule[] =>
  [false, true].map((ofIcon) => ({
    selector: ofIcon ? `#card:has(${input}) #icon` : input === 'input' ? '#card' : `#card ${input}`,
    declarations: all.filter(([name]) => (name === 'fill') === ofIcon),
  }));

/** Returns the properties that may be set in a state. The icon has no pseudo-elements of an input. */
export function propertiesOf(state: string, properties = TEXT_PROPERTIES): Properties {
  const { iconColor: _, ...ofText } = properties;
  return state.startsWith('::') ? ofText : properties;
}

const NAMES: Record<string, string> = { fontSmoothing: '-webkit-font-smoothing', iconColor: 'fill' };

const cssName = (name: string) =>
  NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Reads a page's declarations by an allowlist of properties and the grammar of each. Everything else is
 * dropped, except objects under the `nested` names.
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
    // An unset property is no mistake: wrappers pass every property on, most of them without a value.
    if (value === undefined || value === null || value === '' || nested.includes(name)) return [];
    if (!Object.hasOwn(properties, name)) return drop(path) ?? [];
    const take = properties[name] as Take;
    const taken = take(`${value}`.trim());
    return taken === undefined ? (drop(path, value, take) ?? []) : [[cssName(name), taken, path]];
  });
}
