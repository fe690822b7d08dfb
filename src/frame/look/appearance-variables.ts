import { isRecord } from '../../wire/index.js';
import type { Variables } from './appearance-themes.js';
import type { Drop } from './drop-list.js';
import type { Rule } from './style.js';
import { bounded, plain, short, type Take, TEXT_PROPERTIES } from './style-values.js';

const { fontSize, lineHeight } = TEXT_PROPERTIES as Record<string, Take>;
const length = bounded('0px', '64px');

/**
 * Variables that a card field knows: the values that each kind takes, and a CSS property for which a value
 * must be valid.
 */
const KINDS: [like: string, take: Take | undefined, names: string][] = [
  [
    'color',
    plain,
    'tabIconColor tabIconHoverColor tabIconSelectedColor colorPrimary colorBackground colorSuccess colorWarning colorTextPlaceholder iconColor iconCardErrorColor ' +
      'inputColorBorder inputFocusColorBorder colorText colorTextSecondary colorDanger labelColorText',
  ],
  ['box-shadow', plain, 'focusBoxShadow inputBoxShadow inputFocusBoxShadow'],
  ['outline', plain, 'focusOutline'],
  ['border-radius', short, 'borderRadius'],
  [
    'margin-left',
    length,
    'spacingUnit gridRowSpacing gridColumnSpacing labelSpacing accordionItemSpacing tabSpacing',
  ],
  ['font-family', plain, 'fontFamily'],
  ['font-size', fontSize, 'fontSizeBase fontSizeSm fontSizeXs fontSizeLg fontSizeXl labelFontSize'],
  ['font-weight', plain, 'fontWeightLight fontWeightNormal fontWeightMedium fontWeightBold labelFontWeight'],
  ['line-height', lineHeight, 'fontLineHeight'],
  ['-webkit-font-smoothing', plain, 'fontSmooth'],
];

const KNOWN = new Map(
  KINDS.flatMap(([like, take, names]) => names.split(' ').map((name) => [name, { like, take }])),
);

/** Former names of variables in the public API. */
const ALIASES = new Map([
  ['colorIcon', 'iconColor'],
  ['colorIconCardError', 'iconCardErrorColor'],
  ['spacingGridRow', 'gridRowSpacing'],
  ['spacingGridColumn', 'gridColumnSpacing'],
  ['colorIconTab', 'tabIconColor'],
  ['colorIconTabHover', 'tabIconHoverColor'],
  ['colorIconTabSelected', 'tabIconSelectedColor'],
  ['spacingAccordionItem', 'accordionItemSpacing'],
  ['spacingTab', 'tabSpacing'],
]);

/**
 * Variables of the public API for parts that a card field does not have. They have no effect, and are no
 * mistake.
 */
const OF_OTHERS =
  /^(?:accessible|accordion|block|button|color(?:Icon|Logo)|color\w+Text$|font(?:Size|Variant|Variation)|icon|logo|spacing|tab)/;

/** Returns the theme's variables, with the page's over them, as custom properties of the document. */
export function variableRules(theme: Variables, given: Variables, drop: Drop): Rule[] {
  const all = { ...theme, ...given };
  const ofTheme = Object.entries(theme).map(([name, value]) => declaration(name, value, ''));
  const ofPage = Object.entries(given).flatMap(([old, value]) => {
    const name = ALIASES.get(old) ?? old;
    const option = `appearance.variables.${old}`;
    const kind = KNOWN.get(name);
    if (!kind) return OF_OTHERS.test(name) ? [] : (drop(option) ?? []);
    const take = (text: string) => {
      const taken = kind.take?.(substitute(text, all).trim());
      return taken !== undefined && CSS.supports(kind.like, taken) ? taken : undefined;
    };
    const taken = take(value);
    return taken === undefined ? (drop(option, value, take) ?? []) : [declaration(name, taken, option)];
  });
  return [{ selector: ':root', declarations: [...ofTheme, ...ofPage] }];
}

const declaration = (name: string, value: string, option: string): Rule['declarations'][number] => [
  `--${name}`,
  value,
  option,
];

/** Returns the texts and numbers among a page's variables. */
export const readVariables = (given: unknown): Variables =>
  Object.fromEntries(
    Object.entries(isRecord(given) ? given : {})
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, `${value}`]),
  );

/** Greatest depth of references between variables, and greatest length of the result. */
const MAX_DEPTH = 6;
const LONGEST = 400;
const REFERENCE = /var\(\s*--(\w+)\s*\)/g;

/**
 * Replaces `var(--name)` by the values of variables, as the public API does. A `var()` that is left over is
 * refused later.
 */
export function substitute(value: string, all: Variables): string {
  let text = value;
  for (let depth = 0; depth < MAX_DEPTH && text.includes('var('); depth++) {
    if (text.length > LONGEST) return value;
    text = text.replace(REFERENCE, (whole, name: string) =>
      Object.hasOwn(all, name) ? `${all[name]}`.slice(0, LONGEST) : whole,
    );
  }
  return text.length > LONGEST ? value : text;
}
