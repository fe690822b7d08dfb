import { expect, it } from 'vitest';
import { scan } from '../../src/guard/index.js';
import { effort } from '../effort.js';
import { base64, key, secretLive, sourceMap } from './make-keys.js';

const SIZE = 1_000_000;
const fill = (text: string): string => text.repeat(Math.ceil(SIZE / text.length));
const sk = key('sk', 'live', '');

/** What makes a careless pattern or a careless loop take the square of the time. */
const hostile: Record<string, string> = {
  'one letter': fill('a'),
  'one line of code': fill('var a=b(c,"d")+e.f[g];'),
  quotes: fill('"'),
  'a quote and white space': `"${fill(' ')}`,
  'quotes and white space': fill(`"${' '.repeat(1_000)}`),
  'a quote and parentheses': `"${fill('(')}`,
  'empty sums': fill('""+'),
  'sums of letters': fill('"a"+'),
  'open templates': fill('${"'),
  'nested templates': fill('`${`'),
  'concat without an end': `""${fill('.concat("a"')}`,
  'concat of many': `"".concat(${fill('"a",')}`,
  'joins without an array': fill('].join("")'),
  'joins after one bracket': fill(`["a",${'"a",'.repeat(600)}${'].join("")'.repeat(300)}`),
  brackets: `${fill('[')}].join("")`,
  backslashes: fill('\\'),
  'escaped backslashes and a quote': `"sourcesContent":["${fill('\\')}"`,
  'open braces of escapes': fill('\\u{0'),
  'an escape of zeros': `\\u{${fill('0')}`,
  'a character reference of zeros': `&#${fill('0')}`,
  'percent signs': fill('%'),
  'a percent sign encoded again and again': `%${fill('25')}`,
  prefixes: fill(sk),
  'prefixes in base64': fill(base64(`${sk}___`)),
  'a key without an end': sk + fill('aB3'),
  base64: fill(base64('{"key": "value"}')),
  'base64 of base64 of base64': base64(base64(base64(fill('{"key": "value"}').slice(0, SIZE / 2)))),
  'openings of source maps': fill('"sourcesContent":['),
  'source maps without an end': fill('"sourcesContent":["'),
  'null sources': `"sourcesContent":[${fill('null,')}`,
};

/** Most work that a scan of a million characters may be, in readings of them. If it grew by their square, it would be a million. */
const MOST = 5_000;

it.each(Object.entries(hostile))(
  'reads 1 MB of %s in a time that grows with it',
  (_name, text) => {
    const bytes = Buffer.from(text);
    expect(effort(() => scan('dist/app.js', bytes), 1)).toBeLessThan(MOST);
  },
  120_000,
);

it.each([
  ['a file', fill(`"${secretLive}";`)],
  ['a source map', sourceMap(fill(`"${secretLive}";\n`))],
])(
  'names each of 20,000 keys in %s in a time that grows with it',
  (_name, text) => {
    const bytes = Buffer.from(text);
    let found = 0;
    expect(effort(() => (found = scan('dist/app.js', bytes).length), 1)).toBeLessThan(MOST);
    expect(found).toBeGreaterThan(20_000);
  },
  120_000,
);

it('reads a .env file of variables that name each other again and again', () => {
  const names = Array.from({ length: 60 }, (_, at) => `V${at}=${`\${V${at + 1}}`.repeat(200)}`);
  const files = [`VITE_A=$V0\n${names.join('\n')}\nV60=x`, `VITE_A=${fill('${A:-')}`].map((text) =>
    Buffer.from(text),
  );
  const found = files.map((file) => {
    let keys: unknown;
    expect(effort(() => (keys = scan('.env', file)), 1)).toBeLessThan(MOST);
    return keys;
  });
  expect(found).toEqual([[], []]);
}, 120_000);
