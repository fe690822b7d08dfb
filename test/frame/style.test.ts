// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { dropList } from '../../src/frame/look/drop-list.js';
import { styleRules } from '../../src/frame/look/style.js';
import { bounded, plain, short, TEXT_PROPERTIES } from '../../src/frame/look/style-values.js';
import type { Json } from '../../src/wire/index.js';
import { effort, workOf } from '../effort.js';

describe('a value that a shop sets is taken', () => {
  test.each([
    'red',
    '#fff',
    '#32325d80',
    'rgb(50 50 93 / 80%)',
    'rgba(0, 0, 0, .5)',
    'hsl(210deg 50% 40%)',
    'oklch(60% 0.15 50)',
    'light-dark(#111, #eee)',
    'color-mix(in oklch, red 40%, white)',
    'RGB(1,2,3)',
    '16px',
    '1.0625rem',
    '-0.02em',
    '0',
    'calc(1rem + 2px)',
    'calc(2 * (1rem - (2px)))',
    'clamp(14px, 2vw, 18px)',
    'bold',
    '600',
    'inherit',
    'transparent',
    '0 1px 2px rgb(0 0 0 / 10%), 0 0 1px red',
    'underline dotted red',
    '"Helvetica Neue", Helvetica, sans-serif',
    "'Open Sans', Verdana",
    // Japanese and Chinese shops name their fonts so.
    '"ヒラギノ角ゴ Pro", メイリオ, sans-serif',
    '微软雅黑',
    // Tailwind's, which is longer than 200 characters.
    'ui-sans-serif, system-ui, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, ' +
      '"Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',
  ])('%s', (value) => {
    expect(plain(value)).toBe(value);
  });
});

describe('a value that could do more than look is refused [Y1, Y2, Y9]', () => {
  test.each([
    // What fetches, with and without the word.
    'url(https://evil.example/x)',
    'url("//evil.example")',
    'URL(x)',
    'url (x)',
    'u/**/rl(x)',
    '\\75 rl(x)',
    '\\000075rl(x)',
    'ur\\l(x)',
    'red url(x)',
    'image-set("//evil.example/x" 1x)',
    '-webkit-image-set(x)',
    '-webkit-cross-fade(x)',
    'cross-fade(x, y)',
    'src("x")',
    'element(#card)',
    'image(x)',
    'paint(x)',
    'filter(x)',
    'local(x)',
    'format(x)',
    'linear-gradient(red, blue)',
    // What looks something up.
    'var(--x)',
    'VAR(--x)',
    'env(safe-area-inset-top)',
    'attr(value)',
    'attr(value px)',
    'counter(x)',
    'if(x)',
    'calc(var(--x))',
    'calc(1px + env(x))',
    // What breaks out.
    'red; background: url(x)',
    'red} body{display:none',
    '{',
    'red !important',
    '</style><script>',
    '<!--',
    '@import "x"',
    'expression(alert(1))',
    'behavior:url(x)',
    'progid:x',
    '/* comment */ red',
    'red /*',
    'javascript:alert(1)',
    '\\',
    'a\\0',
    'red\0',
    '&#x75;rl',
    '`x`',
    '$(x)',
    '[x]',
    'a=b',
    'a|b',
    'a~b',
    'red\u00a0light-dark(red, blue)',
    '%\u2003(1px)',
    '\uff55\uff52\uff4c\uff08x\uff09',
    'ｕｒｌ(x)',
    '',
    ' '.repeat(401),
    'a'.repeat(1_000_000),
    '[object Object]',
  ])('%s', (value) => {
    expect(plain(value)).toBeUndefined();
  });

  test('without a pattern that backtracks ever more [Y6]', () => {
    const takes = [plain, ...Object.values(TEXT_PROPERTIES)];
    /** The least of many runs. */
    const least = (value: string) => {
      const run = () => {
        for (let round = 0; round < 3; round++) for (const take of takes) take(value);
      };
      return Math.min(...Array.from({ length: 20 }, () => workOf(run)));
    };
    for (const part of ['(', 'a', '- (', 'rgb(', '0px', '0']) {
      const longest = Math.floor(396 / part.length);
      const [short, long] = [least(`${part.repeat(longest / 4)}x`), least(`${part.repeat(longest)}x`)];
      // Four times as long: sixteen times where each place is looked at from each, and endless where it backtracks.
      expect(long / short).toBeLessThan(100);
    }
  });
});

describe('what a person types can be seen:', () => {
  test('a text is neither too small nor pushed out of sight', () => {
    const { fontSize, letterSpacing, lineHeight, padding } = TEXT_PROPERTIES;
    expect(fontSize?.('0')).toBe('clamp(8px, 0px, 64px)');
    expect(fontSize?.('900px')).toBe('clamp(8px, 900px, 64px)');
    expect(letterSpacing?.('-50px')).toBe('clamp(-0.1em, -50px, 1em)');
    for (const value of ['0', '0px', '-1', '99', '1e-9']) expect(lineHeight?.(value), value).not.toBe(value);
    for (const value of ['999px', '50em', '100%', '100vw', '10px 1e9px', 'calc(9px * 99)'])
      expect(padding?.(value), value).toBeUndefined();
  });

  test('values that shops use stay as they are', () => {
    const { fontSize, lineHeight, padding } = TEXT_PROPERTIES;
    for (const value of ['small', 'inherit']) expect(fontSize?.(value)).toBe(value);
    for (const value of ['1', '1.5', '2']) expect(lineHeight?.(value)).toBe(value);
    for (const value of ['0', '10px 12px', '.5em 1rem 0']) expect(padding?.(value)).toBe(value);
    expect(bounded('0px', '9px')('calc(1px + 2px)')).toBe('clamp(0px, calc(1px + 2px), 9px)');
    expect(short('-2px')).toBe('-2px');
  });

  test('no line is as high as the fonts of what is typed: `normal`, by whatever name, is a number', () => {
    const { lineHeight } = TEXT_PROPERTIES;
    expect(lineHeight?.('normal')).toBe('1.2');
    for (const value of ['initial', 'unset', 'revert', 'inherit', 'NORMAL'])
      expect(lineHeight?.(value)).toBe(`clamp(0.8em, ${value}, 8em)`);
  });

  test('nothing turns the digits, hides the field or moves it [Y7]', () => {
    for (const name of [
      'direction',
      'unicodeBidi',
      'opacity',
      'textIndent',
      'visibility',
      'display',
      'transform',
    ])
      expect(TEXT_PROPERTIES).not.toHaveProperty(name);
  });
});

/** The rules of a style, and what was left out. */
function rulesOf(style: Json) {
  const { list, drop } = dropList();
  const rules = styleRules(style, drop).filter(({ declarations }) => declarations.length);
  return {
    rules: rules.map(({ selector, declarations: [one] }) => [selector, ...(one ?? [])].slice(0, 3)),
    list,
  };
}

describe('a style', () => {
  test('applies each variant and each state by a selector of ours, in our order', () => {
    const style = {
      invalid: { color: 'red', ':focus': { color: 'maroon' }, iconColor: 'red' },
      base: { ':focus': { color: 'blue' }, ':hover': { color: 'green' }, color: 'black', iconColor: 'gray' },
    };
    expect(rulesOf(style)).toEqual({
      list: [],
      rules: [
        ['#card', 'color', 'black'],
        ['#card:has(input) #icon', 'fill', 'gray'],
        ['#card input:hover', 'color', 'green'],
        ['#card input:focus', 'color', 'blue'],
        ['#card input.invalid', 'color', 'red'],
        ['#card:has(input.invalid) #icon', 'fill', 'red'],
        ['#card input.invalid:focus', 'color', 'maroon'],
      ],
    });
  });

  test('that wrappers fill with what nobody set is no mistake', () => {
    const unset = { color: undefined, fontSize: null, padding: '' } as unknown as Json;
    expect(rulesOf({ base: unset, empty: {}, '::-ms-clear': null } as Json)).toEqual({ list: [], rules: [] });
    expect(rulesOf({ base: { '::-ms-clear': { display: 'none' } } })).toEqual({ list: [], rules: [] });
  });

  test.each([undefined, null, 'red', 5, []])('of %j sets nothing', (style) => {
    expect(rulesOf(style as Json)).toEqual({ list: [], rules: [] });
  });

  test('cannot name another place, and what it tried is told [Y3]', () => {
    const red = { color: 'red' };
    const { rules, list } = rulesOf({
      base: { 'input[value^="4"]': red, ':has(a)': red, '@media print': red, '::before': red, '': red },
      '*': red,
    });
    expect(rules).toEqual([]);
    expect(list).toEqual([
      'style.*: not supported',
      'style.base.input[value^="4"]: not supported',
      'style.base.:has(a): not supported',
      'style.base.@media print: not supported',
      'style.base.::before: not supported',
    ]);
  });

  test('is told which properties and values were left out, and never a long value', () => {
    const { rules, list } = rulesOf({
      base: { color: 'url(x)', opacity: '0', fontFamily: `url(${'x'.repeat(1_000_000)})`, padding: [1] },
    });
    expect(rules).toEqual([]);
    expect(list).toEqual([
      'style.base.color: not allowed: url(x)',
      'style.base.opacity: not supported',
      'style.base.fontFamily: not allowed',
      'style.base.padding: needs a unit, such as 1px',
    ]);
  });

  test('of ten thousand keys is told of in a few lines', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => [`${'k'.repeat(1_000)}${index}`, 'red']);
    const base = Object.fromEntries(keys);
    expect(effort(() => rulesOf({ base }))).toBeLessThan(1_000);
    const { rules, list } = rulesOf({ base });
    expect(rules).toEqual([]);
    expect(list.length).toBeLessThanOrEqual(12);
    expect(list.join('').length).toBeLessThan(2_000);
  });

  test('takes nothing from names that every object has', () => {
    const given = JSON.parse(
      '{"base":{"__proto__":"red","constructor":"red","toString":"red"},"valueOf":{"color":"red"}}',
    );
    expect(rulesOf(given).rules).toEqual([]);
  });

  test('may hide its placeholder, which nobody typed', () => {
    expect(rulesOf({ base: { '::placeholder': { color: 'transparent' } } })).toEqual({
      list: [],
      rules: [['#card input::placeholder', 'color', 'transparent']],
    });
  });
});
