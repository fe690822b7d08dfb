import { describe, expect, test } from 'vitest';
import { customFace, facesOf, isSource, showsLatin } from '../../src/frame/look/font-sources.js';
import { effort } from '../effort.js';

const base = 'https://shop.example/css/site.css';

/** What Google Fonts sends, shortened. */
const GOOGLE = `
/* cyrillic */
@font-face { font-family: 'Open Sans'; font-style: normal; font-weight: 400; font-stretch: 100%; font-display: swap;
  src: url(https://fonts.example/s/cyrillic.woff2) format('woff2'); unicode-range: U+0301, U+0400-045F; }
/* latin */
@font-face {
  font-family: 'Open Sans';
  font-style: normal;
  font-weight: 300 800;
  src: url(https://fonts.example/s/latin.woff2) format('woff2');
  unicode-range: U+0000-00FF, U+0131, U+0152-0153;
}`;

describe('a style sheet of fonts', () => {
  test('gives the faces that can show a card’s digits or Latin letters, and no other', () => {
    expect(facesOf(GOOGLE, base)).toEqual([
      {
        family: 'Open Sans',
        url: 'https://fonts.example/s/latin.woff2',
        descriptors: { style: 'normal', weight: '300 800', unicodeRange: 'U+0000-00FF, U+0131, U+0152-0153' },
      },
    ]);
  });

  test.each([
    ['a relative one', 'url(../fonts/a.woff2)', 'https://shop.example/fonts/a.woff2'],
    ['one with quotes', `url( "a b.woff2" ) format("woff2")`, 'https://shop.example/css/a%20b.woff2'],
    ['one after a local font', `local('A'), url('a.woff')`, 'https://shop.example/css/a.woff'],
    [
      'one after formats that are given up',
      `url('a.eot'), url('a.eot?#iefix') format('embedded-opentype'), url(a.svg#a) format('svg'), url(a.ttf)`,
      'https://shop.example/css/a.ttf',
    ],
    ['one with its data in it', 'url(data:font/woff2;base64,AAAA)', 'data:font/woff2;base64,AAAA'],
  ])('takes the address of a face: %s', (_, src, url) => {
    const [face] = facesOf(`@font-face{font-family:A;src:${src}}`, base);
    expect(face?.url).toBe(url);
  });

  test.each([
    '',
    'body { color: red }',
    '@font-face{font-family:A;src:local(A)}',
    '@font-face',
    '<!doctype html>',
  ])('without a face to fetch, such as %j, gives none', (css) => {
    expect(facesOf(css, base)).toEqual([]);
  });

  test('of a megabyte of junk is read in no time', () => {
    for (const junk of ['/*', '@font-face{', 'url(', 'font-family:', '@font-face{src:url("a'].map((text) =>
      text.repeat(1_000_000 / text.length),
    )) {
      expect(
        effort(() => facesOf(junk, base), 1),
        junk.slice(0, 20),
      ).toBeLessThan(6_000);
    }
  });
});

describe('a custom font', () => {
  test('is one face, by the names of the public API', () => {
    const source = {
      family: '"Open Sans"',
      src: 'url(/fonts/a.woff2)',
      weight: '600',
      style: 'italic',
      unicodeRange: 'U+20-7E',
      display: 'swap',
    };
    expect(customFace(source)).toEqual({
      family: 'Open Sans',
      url: '/fonts/a.woff2',
      descriptors: { weight: '600', style: 'italic', unicodeRange: 'U+20-7E' },
    });
  });

  test('whose name tries to leave its string is a name', () => {
    expect(customFace({ family: 'A"; } \\61 \n', src: 'url(a)' })?.family).toBe('A; } 61');
  });

  test('without an address is none', () => {
    expect(customFace({ family: 'A', src: 'local(A)' })).toBeUndefined();
    expect(customFace({ family: 'A' })).toBeUndefined();
  });

  test.each([null, 5, 'a.css', [], {}, { family: 'A' }, { cssSrc: 5 }])('is not %j', (source) => {
    expect(isSource(source)).toBe(false);
  });
});

test.each([
  [undefined, true],
  ['U+0-10FFFF', true],
  ['U+34', true],
  ['u+0030-0039', true],
  ['U+4??', false],
  ['U+00??', true],
  ['U+0100-02BA', false],
  ['U+1F600, U+41', true],
  ['nonsense', false],
])('a range of %s shows Latin: %s', (range, shows) => {
  expect(showsLatin(range)).toBe(shows);
});
