// @vitest-environment jsdom
/** Whatever a page says of a field's look: what is taken of it can do no more than look. */
import { tokenize, tokenTypes } from 'css-tree';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BOX_PROPERTIES, pageRules } from '../../src/frame/look/appearance-rules.js';
import { dropList } from '../../src/frame/look/drop-list.js';
import { type Rule, styleRules } from '../../src/frame/look/style.js';
import type { Json } from '../../src/wire/index.js';

const PIECES = [
  'url(',
  'u',
  'rl(',
  'U\\52L(',
  '\\75',
  '\\000075 ',
  'image-set(',
  '-webkit-cross-fade(',
  'src(',
  'element(',
  'paint(',
  'attr(',
  'var(--x',
  'env(',
  'if(',
  'expression(',
  'rgb(',
  'calc(',
  'color-mix(',
  'light-dark(',
  'clamp(',
  '-(',
  '(',
  ')',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '<!--',
  '-->',
  ';',
  ':',
  '{',
  '}',
  '[',
  ']',
  '@import',
  '!important',
  '</style>',
  '\\',
  '\n',
  '\r',
  '\f',
  '\t',
  '\0',
  ' ',
  ',',
  '/',
  '+',
  '-',
  '*',
  '%',
  '#',
  '.',
  '&',
  '=',
  '|',
  '~',
  '$',
  '`',
  '1',
  '16px',
  '2em',
  '#fff',
  'red',
  'in oklch',
  'Arial',
  'メイリオ',
  'ｕｒｌ',
  '（',
  '\u200b',
  '\u202e',
  '\u00a0',
  '\u2028',
  '😀',
  'javascript:',
  'data:',
  'x',
];
const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 1 }) },
);

/** Every other kind of token fetches, looks up, selects, or ends a declaration. */
const HARMLESS = new Set(
  (
    [
      'Ident',
      'Function',
      'Hash',
      'String',
      'BadString',
      'Number',
      'Percentage',
      'Dimension',
      'Delim',
      'WhiteSpace',
      'Comma',
      'LeftParenthesis',
      'RightParenthesis',
    ] as const
  ).map((name) => tokenTypes[name]),
);
const COMPUTES = /^(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|light-dark|color-mix|calc|min|max|clamp)\($/i;

/** What of a value could do more than look, as the parser of CSS has it. */
function harmIn(text: string): string[] {
  const found: string[] = [];
  tokenize(text, (type, start, end) => {
    const token = text.slice(start, end);
    const isHarmless =
      HARMLESS.has(type) && !/[\\!]/.test(token) && (type !== tokenTypes.Function || COMPUTES.test(token));
    if (!isHarmless) found.push(token);
  });
  return found;
}

test.each([
  'url(x)',
  'u\\72l(x)',
  'red;x',
  '}',
  '@import',
  'attr(value)',
  'var(--x)',
  '/**/',
  '<!--',
  'image-set("x")',
  'a:b',
])('%s would be found', (text) => {
  expect(harmIn(text)).not.toEqual([]);
});

function judge(rules: Rule[]): void {
  for (const { selector, declarations } of rules) {
    // Parts of the field's document and their states, and nothing that asks for what is typed.
    expect(selector).toMatch(/^(?:#card|:root)/);
    expect(selector).not.toMatch(
      /[[\]{}@;,\\"']|:(?!root\b|has\(input|is\(:focus|not\(|hover|focus|focus-visible|disabled|empty|-webkit-autofill|placeholder|selection|:)/,
    );
    for (const [name, text] of declarations) {
      expect(name).toMatch(/^-{0,2}[a-zA-Z-]+$/);
      expect(harmIn(text), `${name}: ${text}`).toEqual([]);
    }
  }
}

const property = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...Object.keys(BOX_PROPERTIES)) },
  fc.constantFrom(
    'content',
    'cursor',
    'background',
    'backgroundImage',
    'maskImage',
    'filter',
    'opacity',
    '--x',
    '__proto__',
    'constructor',
    'src',
    'cssText',
    'all',
  ),
  value.map(String),
);
const declarations = fc.dictionary(property, value, { maxKeys: 3 });
const state = fc.constantFrom(
  ':hover',
  ':focus',
  '::placeholder',
  '::selection',
  ':-webkit-autofill',
  ':disabled',
  '::before',
  ':has(a)',
  '[value^="4"]',
  '@media print',
  '__proto__',
);
const variant = fc.constantFrom('base', 'complete', 'empty', 'invalid', '*', '@import', '__proto__');
const style = fc.dictionary(
  variant,
  fc.oneof(declarations, fc.dictionary(state, declarations, { maxKeys: 2 })),
  { maxKeys: 2 },
);

test('a style takes no value that fetches, selects, runs or ends its declaration [Y1]', () => {
  let taken = 0;
  fc.assert(
    fc.property(style, (given) => {
      const rules = styleRules(given as Json, dropList().drop);
      taken += rules.flatMap((rule) => rule.declarations).length;
      judge(rules);
    }),
  );
  expect(taken).toBeGreaterThan(0);
});

const selector = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('.Input', '.Label', '.Error', '.Icon', '*', 'input'),
      fc.constantFrom('', '--invalid', '--focused', '--x'),
      fc.constantFrom(
        '',
        ':hover',
        '::placeholder',
        '::before',
        ':focus::selection',
        ':has(a)',
        '[value]',
        ', *',
        ' > a',
        '{}',
      ),
    )
    .map((parts) => parts.join('')),
  value.map(String),
);

test('no more do the rules of an appearance, whatever they are for [Y3]', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.dictionary(selector, declarations, { maxKeys: 2 }),
      fc.dictionary(fc.string(), fc.string()),
      (given, variables) => {
        const rules = pageRules(given, variables, dropList().drop);
        taken += rules.flatMap((rule) => rule.declarations).length;
        judge(rules);
      },
    ),
  );
  expect(taken).toBeGreaterThan(0);
});
