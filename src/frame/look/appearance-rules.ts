import type {
  RuleChoicePart,
  RuleChoiceState,
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
/** The same in the Payment Element, where each field has its own error and icon. */
const BOXED_PARTS: Record<RulePart, string> = {
  Input: ':is(input:not(.radio, .tick), select)',
  Label: '.field > label',
  Error: '.error:not(:empty)',
  Icon: '.field > .icon',
};
/** The Payment Element's other parts: the node that has the state, and the part in it. */
const CHOICE_PARTS: Record<RuleChoicePart, [owner: string, inner: string]> = {
  AccordionItem: ['.accordion > .item', ''],
  Block: ['.saved', ''],
  Checkbox: ['.checkbox', ''],
  CheckboxInput: ['.checkbox', ' .tick'],
  CheckboxLabel: ['.checkbox', ' span'],
  PickerAction: ['.action', ''],
  PickerItem: ['.picker', ''],
  RadioIcon: ['.item', ' .radio'],
  RedirectText: ['.note', ''],
  Tab: ['.tab', ''],
  TabIcon: ['.tab', ' .icon'],
  TabLabel: ['.tab', ' .name'],
  TermsText: ['.terms', ''],
};
const CHOICE_STATES: Record<RuleChoiceState, string> = { selected: '.selected', checked: ':has(:checked)' };
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
/** Matches rules of the public API for parts that the Payment Element does not draw. They have no effect. */
const UNDRAWN =
  /^\.(?:BlockAction|BlockDivider|BlockHeading|CodeInput|Dropdown|DropdownItem|FadeWrapper|Link|MenuAction|MenuIcon|RadioIconInner|RadioIconOuter|SecondaryLink|Switch|SwitchControl|TermsLink)\b/;
const SELECTOR = /^\.(\w+?)(?:--(\w+))?(:[a-z-]+)?(::[a-z]+)?$/;

/** Returns the entry of a name that a page gave, `''` for an empty name, and `undefined` for an unknown one. */
const entry = <Value>(table: Record<string, Value>, name = '') =>
  name && (Object.hasOwn(table, name) ? table[name] : undefined);

/**
 * Returns the frame's selector for a selector of the page, or `undefined`: a page can name only these parts
 * and states.
 *
 * @param boxed Whether it is for the Payment Element.
 */
export function selectorOf(given: string, boxed = false): string | undefined {
  const [, name, ...rest] = SELECTOR.exec(given) ?? [];
  const choice = boxed && entry(CHOICE_PARTS, name);
  if (choice) return choiceSelector(choice, rest);
  const part = entry(boxed ? BOXED_PARTS : PARTS, name);
  const state = entry(STATES, rest[0]);
  const pseudoClass = entry(PSEUDO_CLASSES, rest[1]);
  const pseudoElement = entry(PSEUDO_ELEMENTS, rest[2]);
  if (!part || state === undefined || pseudoClass === undefined || pseudoElement === undefined)
    return undefined;
  const pseudo = pseudoClass + pseudoElement;
  if (!state) return `#card ${part}${pseudo}`;
  if (boxed && name === 'Input') return `#card ${part}${state}${pseudo}`;
  if (boxed)
    return `#card .field:has(${BOXED_PARTS.Input}${state}) > ${part.replace('.field > ', '')}${pseudo}`;
  if (name === 'Input') return `#card input${state}${pseudo}`;
  return `#card${name === 'Label' ? ' .field' : ''}:has(input${state}) ${part}${pseudo}`;
}

function choiceSelector([owner, inner]: [string, string], rest: (string | undefined)[]): string | undefined {
  const state = entry(CHOICE_STATES, rest[0]);
  const pseudoClass = entry(PSEUDO_CLASSES, rest[1]);
  if (state === undefined || pseudoClass === undefined || rest[2]) return undefined;
  return `#card ${owner}${state}${pseudoClass}${inner}`;
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

/** Longest reach of a shadow around a part that is no field, in px, so that it covers no text that is typed beside it. */
const REACH = 16;

/** Accepts a shadow that stays near its box. A length that is computed could be any. */
const near: Take = (value) => {
  if (/(?:calc|min|max|clamp)\(/i.test(value)) return undefined;
  const lengths = value.replace(/#[\da-f]+|[a-z-]+\([^()]*\)/gi, '');
  const fits = [...lengths.matchAll(/(-?[\d.]+)([a-z]*)/gi)].every(
    ([, length, unit]) => (unit === 'px' || Number(length) === 0) && Math.abs(Number(length)) <= REACH,
  );
  return fits ? plain(value) : undefined;
};

/** Properties that parts beside the fields may set: none that reaches over a field. */
const AROUND: Properties = {
  ...Object.fromEntries(
    Object.entries(BOX_PROPERTIES).filter(
      ([name]) => !/^(?:outline|text(?:Shadow|Decoration)|fontSize)/.test(name),
    ),
  ),
  boxShadow: near,
  fontSize: bounded('8px', '1.5em'),
};

/** Greatest number of rules in one appearance. */
const MOST_RULES = 100;

/**
 * Reads the page's rules, in its own order. With `floating`, labels lie over the inputs, as the icon does.
 *
 * @param boxed Whether they are for the Payment Element.
 */
export function pageRules(
  given: unknown,
  variables: Variables,
  drop: Drop,
  floating = false,
  boxed = false,
): Rule[] {
  const entries = Object.entries(isRecord(given) ? given : {}).flatMap(([names, rule]) =>
    names.split(',').map((name): [string, unknown] => [name.trim(), rule]),
  );
  return entries.slice(0, MOST_RULES).flatMap(([name, rule]): Rule[] => {
    const selector = selectorOf(name, boxed);
    const option = `appearance.rules['${name.slice(0, 40)}']`;
    if (!isRecord(rule)) return [];
    if (!selector) return boxed && UNDRAWN.test(name) ? [] : (drop(option) ?? []);
    const values = Object.entries(rule).map(([property, value]) => [
      property,
      typeof value === 'string' ? substitute(value, variables) : value,
    ]);
    const isField = /^\.(?:Input|Label|Error|Icon)\b/.test(name);
    const isOver = (floating ? /^\.(?:Icon|Label)\b/ : /^\.Icon\b/).test(name);
    const ofPart = isOver ? OVER_INPUT : isField ? BOX_PROPERTIES : AROUND;
    const properties = propertiesOf(/::\w+$/.exec(selector)?.[0] ?? '', ofPart);
    return [{ selector, declarations: declarations(Object.fromEntries(values), properties, option, drop) }];
  });
}
