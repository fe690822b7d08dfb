import { isRecord } from '../../wire/index.js';
import type { Variables } from './appearance-themes.js';
import type { Drop, Rule } from './style.js';
import { bounded, plain, short, type Take, TEXT_PROPERTIES } from './style-values.js';

const { fontSize, lineHeight } = TEXT_PROPERTIES as Record<string, Take>;
const length = bounded('0px', '64px');

/** The variables that a card field knows: what each kind takes, and the CSS property that its value must be one of. */
const KINDS: [like: string, take: Take | undefined, names: string][] = [
  [
    'color',
    plain,
    'colorPrimary colorBackground colorSuccess colorWarning colorTextPlaceholder iconColor iconCardErrorColor ' +
      'inputColorBorder inputFocusColorBorder colorText colorTextSecondary colorDanger labelColorText',
  ],
  ['box-shadow', plain, 'focusBoxShadow inputBoxShadow inputFocusBoxShadow'],
  ['outline', plain, 'focusOutline'],
  ['border-radius', short, 'borderRadius'],
  ['margin-left', length, 'spacingUnit gridRowSpacing gridColumnSpacing labelSpacing'],
  ['font-family', plain, 'fontFamily'],
  ['font-size', fontSize, 'fontSizeBase fontSizeSm fontSizeXs fontSizeLg fontSizeXl labelFontSize'],
  ['font-weight', plain, 'fontWeightLight fontWeightNormal fontWeightMedium fontWeightBold labelFontWeight'],
  ['line-height', lineHeight, 'fontLineHeight'],
  ['-webkit-font-smoothing', plain, 'fontSmooth'],
];

const KNOWN = new Map(
  KINDS.flatMap(([like, take, names]) => names.split(' ').map((name) => [name, { like, take }])),
);

/** Names that the public API had before. */
const ALIASES = new Map([
  ['colorIcon', 'iconColor'],
  ['colorIconCardError', 'iconCardErrorColor'],
  ['spacingGridRow', 'gridRowSpacing'],
  ['spacingGridColumn', 'gridColumnSpacing'],
]);

/** Variables of the public API for what a card field does not have: no mistake, and no effect. */
const OF_OTHERS =
  /^(?:accessible|accordion|block|button|color(?:Icon|Logo)|color\w+Text$|font(?:Size|Variant|Variation)|icon|logo|spacing|tab)/;

/** The theme's variables and the page's over them, as custom properties of the document. */
export function variableRules(theme: Variables, given: Variables, drop: Drop): Rule[] {
  const all = { ...theme, ...given };
  const ofTheme = Object.entries(theme).map(([name, value]) => declaration(name, value, ''));
  const ofPage = Object.entries(given).flatMap(([old, value]) => {
    const name = ALIASES.get(old) ?? old;
    const option = `appearance.variables.${old}`;
    const kind = KNOWN.get(name);
    if (!kind) return OF_OTHERS.test(name) ? [] : (drop(option) ?? []);
    const taken = kind.take?.(substitute(value, all).trim());
    const fits = taken !== undefined && CSS.supports(kind.like, taken);
    return fits ? [declaration(name, taken, option)] : (drop(option, value) ?? []);
  });
  return [{ selector: ':root', declarations: [...ofTheme, ...ofPage] }];
}

const declaration = (name: string, value: string, option: string): Rule['declarations'][number] => [
  `--${name}`,
  value,
  option,
];

/** The texts and numbers among a page's variables. */
export const readVariables = (given: unknown): Variables =>
  Object.fromEntries(
    Object.entries(isRecord(given) ? given : {})
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, `${value}`]),
  );

/** How deep variables may refer to each other, and how long what comes of it may be. */
const MAX_DEPTH = 6;
const LONGEST = 400;
const REFERENCE = /var\(\s*--(\w+)\s*\)/g;

/** Puts the values of variables in the place of `var(--name)`, as the public API has it; what is left of one is refused. */
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
