// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BOX_PROPERTIES, pageRules, selectorOf } from '../../src/frame/look/appearance-rules.js';
import { THEMES } from '../../src/frame/look/appearance-themes.js';
import { substitute, variableRules } from '../../src/frame/look/appearance-variables.js';
import { dropList } from '../../src/frame/look/drop-list.js';
import { effort } from '../effort.js';

/** Relative luminance of a colour `#rrggbb`, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What the page of a theme's scheme is like, outside of the boxes. */
const PAGES = { light: ['#ffffff'], dark: ['#000000', '#1e1f28'] };

describe.each(Object.entries(THEMES))('the theme %s', (_, { scheme, variables }) => {
  const value = (name: string) => variables[name] ?? '';
  const box = value('colorBackground') === 'transparent' ? [] : [value('colorBackground')];

  test.each(['colorText', 'colorTextSecondary', 'colorTextPlaceholder', 'colorDanger'])(
    'has a contrast of 4.5:1 for its %s',
    (name) => {
      for (const background of [...box, ...PAGES[scheme]])
        expect(contrast(value(name), background), background).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('has a contrast of 3:1 for the borders that it draws, and for that of the focus', () => {
    const border = value('inputColorBorder');
    for (const background of [...box, ...PAGES[scheme]]) {
      if (border !== 'transparent') expect(contrast(border, background)).toBeGreaterThanOrEqual(3);
      expect(contrast(value('colorPrimary'), background)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('a rule of the page', () => {
  test.each([
    ['.Input', '#card input'],
    ['.Input:focus', '#card input:focus'],
    ['.Input:autofill', '#card input:-webkit-autofill'],
    ['.Input::placeholder', '#card input::placeholder'],
    ['.Input:focus::placeholder', '#card input:focus::placeholder'],
    ['.Input--invalid', '#card input.invalid'],
    ['.Input--invalid:hover', '#card input.invalid:hover'],
    ['.Label', '#card label'],
    ['.Label--floating', '#card .field:has(input:is(:focus, :not(.empty))) label'],
    ['.Error', '#card #error:not(:empty)'],
    ['.Icon', '#card #icon'],
  ])('for %s is one for %s', (given, selector) => {
    expect(selectorOf(given)).toBe(selector);
  });

  test.each([
    'input',
    '*',
    '',
    '.Tab',
    '.Input, body',
    '.Input input[value^="4"]',
    '.Input[value^="4"]',
    '.Input:has(a)',
    '.Input:not(.x)',
    '.Input::before',
    '.Input::after',
    '.Input--toString',
    '.constructor',
    '.Input{}body',
    '.Input > .Label',
    '@media print',
    '.Input:nth-child(1)',
    '.Input:valid',
    '.Input::selection::before',
  ])('for %s is none', (given) => {
    expect(selectorOf(given)).toBeUndefined();
  });

  test('sets boxes and text, and nothing that hides, moves or fetches', () => {
    for (const name of [
      'border',
      'borderRadius',
      'boxShadow',
      'backgroundColor',
      'padding',
      'outline',
      'color',
    ])
      expect(BOX_PROPERTIES).toHaveProperty(name);
    for (const name of [
      'background',
      'backgroundImage',
      'content',
      'opacity',
      'transform',
      'filter',
      'position',
      'all',
    ])
      expect(BOX_PROPERTIES).not.toHaveProperty(name);
  });

  test.each(['500px solid red', '50em solid', 'calc(9px * 99) solid', 'solid 100vw'])(
    'draws no border of %s, which would push the text out of sight',
    (value) => {
      expect(BOX_PROPERTIES.border?.(value)).toBeUndefined();
    },
  );

  test.each(['1px solid red', '0', 'none', '2px dashed rgb(1 2 3 / 50%)', 'thin solid #123', '.1em double'])(
    'draws a border of %s',
    (value) => {
      expect(BOX_PROPERTIES.border?.(value)).toBe(value);
    },
  );

  test.each([
    ['.Icon', false],
    ['.Icon', true],
    ['.Label', true],
    ['.Label--floating', true],
  ])('draws no box for %s over what is typed, nor larger text (labels float: %s)', (name, floating) => {
    const { list, drop } = dropList();
    const rule = {
      backgroundColor: 'white',
      padding: '9px',
      boxShadow: '0 0 9px 9px white',
      lineHeight: '8',
    };
    const given = { [name]: { ...rule, color: 'red', fontSize: '64px' } };
    expect(pageRules(given, {}, drop, floating)[0]?.declarations.map(([css, value]) => [css, value])).toEqual(
      [
        ['color', 'red'],
        ['font-size', 'clamp(8px, 64px, 1em)'],
      ],
    );
    expect(list).toEqual(
      Object.keys(rule).map((property) => `appearance.rules['${name}'].${property}: not supported`),
    );
  });

  test.each([
    '0 0 0 17px white',
    '0 0 0 calc(500px) white',
    '0 0 0 max(1px, 500px) white',
    '0 0 0 calc(8px + 8px + 8px) white',
    '0 0 0 30em white',
    '0 0 0 1e3px white',
  ])(
    'draws no shadow of %s around a part of the Payment Element, because it would cover a field',
    (boxShadow) => {
      const { list, drop } = dropList();
      const given = { '.Tab': { boxShadow }, '.TermsText': { boxShadow, margin: '-9px' } };
      expect(pageRules(given, {}, drop, false, true).flatMap(({ declarations }) => declarations)).toEqual([]);
      expect(list).toHaveLength(3);
    },
  );

  test.each([
    '.AccordionItem[value^="4"]',
    '.Tab:has(input)',
    '.PickerItem > input',
    '.Block *',
    '.Tab::before',
    '.TermsText::after',
    '.AccordionItem--invalid',
    '.RadioIcon--__proto__',
    '.panel',
    '.Panel',
    '.item',
  ])('for %s is none in the Payment Element', (given) => {
    expect(selectorOf(given, true)).toBeUndefined();
  });

  test('draws a box for a label that is beside its input', () => {
    const { list, drop } = dropList();
    expect(pageRules({ '.Label': { backgroundColor: 'white' } }, {}, drop)[0]?.declarations).toHaveLength(1);
    expect(list).toEqual([]);
  });

  test('takes the values of variables, and tells what it leaves out', () => {
    const { list, drop } = dropList();
    const given = {
      '.Input': { borderColor: 'var(--colorPrimary)', boxShadow: 'var(--unknown)', content: '"x"' },
      '.Tab': { color: 'red' },
      '.Input::placeholder': { color: 'transparent' },
    };
    const rules = pageRules(given, { colorPrimary: '#123456' }, drop);
    expect(rules.map(({ selector, declarations: [one] }) => [selector, ...(one ?? [])].slice(0, 3))).toEqual([
      ['#card input', 'border-color', '#123456'],
      ['#card input::placeholder', 'color', 'transparent'],
    ]);
    expect(list).toEqual([
      "appearance.rules['.Input'].boxShadow: not allowed: var(--unknown)",
      "appearance.rules['.Input'].content: not supported",
      "appearance.rules['.Tab']: not supported",
    ]);
  });
});

describe('a variable of the page', () => {
  beforeEach(() => vi.stubGlobal('CSS', { supports: (_: string, value: string) => value !== 'nonsense' }));
  afterEach(() => vi.unstubAllGlobals());

  const taken = (given: Record<string, string>) => {
    const { list, drop } = dropList();
    const [rule] = variableRules({ colorText: '#111111' }, given, drop);
    return {
      values: Object.fromEntries((rule?.declarations ?? []).map(([name, value]) => [name, value])),
      list,
    };
  };

  test('takes the place of the theme’s, also by the name that it had before', () => {
    expect(taken({ colorText: '#222222', colorIcon: 'red' })).toEqual({
      values: { '--colorText': '#222222', '--iconColor': 'red' },
      list: [],
    });
  });

  test('may be another’s', () => {
    expect(taken({ labelColorText: 'var(--colorText)' }).values).toMatchObject({
      '--labelColorText': '#111111',
    });
    expect(substitute('var(--a)', { a: 'var(--b)', b: '1px' })).toBe('1px');
  });

  test('that refers to itself, or grows without end, ends', () => {
    expect(substitute('var(--a)', { a: 'var(--a)' })).toContain('var(');
    const all = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`v${index}`, `var(--v${index + 1})`.repeat(20)]),
    );
    expect(substitute('var(--v0)', all).length).toBeLessThanOrEqual(400);
    expect(effort(() => substitute('var(--v0)', all))).toBeLessThan(1_000);
    expect(taken({ colorText: 'var(--colorText)' }).list).toEqual([
      'appearance.variables.colorText: not allowed: var(--colorText)',
    ]);
  });

  test.each(['url(https://evil.example)', 'red; color: blue', 'nonsense', 'env(x)', 'attr(value)'])(
    'with the value %s is left out and told of',
    (value) => {
      const { values, list } = taken({ colorText: value });
      expect(values).toEqual({ '--colorText': '#111111' });
      expect(list).toHaveLength(1);
    },
  );

  test('that lacks its unit is told so', () => {
    expect(taken({ borderRadius: '4' }).list).toEqual([
      'appearance.variables.borderRadius: needs a unit, such as 4px',
    ]);
  });

  test('of parts that a card field does not have is no mistake, and one that nobody knows is', () => {
    expect(taken({ tabIconColor: 'red', buttonFontSize: '3px', colorDangerText: 'red' }).list).toEqual([]);
    expect(taken({ colourText: 'red' }).list).toEqual(['appearance.variables.colourText: not supported']);
  });
});
