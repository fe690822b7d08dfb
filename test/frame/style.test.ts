import { describe, expect, test } from 'vitest';
import { isSafeValue } from '../../src/frame/style.js';

describe('a value that a shop sets is taken', () => {
  test.each([
    'red',
    '#fff',
    '#32325d80',
    'rgb(50 50 93 / 80%)',
    'rgba(0, 0, 0, .5)',
    'hsl(210deg 50% 40%)',
    'oklch(60% 0.15 50)',
    'RGB(1,2,3)',
    '16px',
    '1.0625rem',
    '-0.02em',
    '0',
    'calc(1rem + 2px)',
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
    expect(isSafeValue(value)).toBe(true);
  });
});

describe('a value that could do more than look is refused', () => {
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
    '\uff55\uff52\uff4c\uff08x\uff09',
    'ｕｒｌ(x)',
    '',
    ' '.repeat(401),
    'a'.repeat(1_000_000),
    '[object Object]',
  ])('%s', (value) => {
    expect(isSafeValue(value)).toBe(false);
  });

  test('in linear time', () => {
    for (const value of ['('.repeat(399), 'a'.repeat(399), '- ('.repeat(130), 'rgb('.repeat(100)]) {
      const start = performance.now();
      isSafeValue(value);
      expect(performance.now() - start).toBeLessThan(20);
    }
  });
});
