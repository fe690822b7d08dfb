import { expect, it } from 'vitest';
import { scan } from '../../src/guard/index.js';
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

it.each(Object.entries(hostile))(
  'reads 1 MB of %s in a few seconds',
  (_name, text) => {
    const bytes = Buffer.from(text);
    const start = performance.now();
    scan('dist/app.js', bytes);
    expect(performance.now() - start).toBeLessThan(8_000);
  },
  60_000,
);

it.each([
  ['a file', fill(`"${secretLive}";`)],
  ['a source map', sourceMap(fill(`"${secretLive}";\n`))],
])(
  'names each of 20,000 keys in %s in a few seconds',
  (_name, text) => {
    const start = performance.now();
    expect(scan('dist/app.js', Buffer.from(text)).length).toBeGreaterThan(20_000);
    expect(performance.now() - start).toBeLessThan(15_000);
  },
  60_000,
);

it('reads a .env file of variables that name each other again and again', () => {
  const names = Array.from({ length: 60 }, (_, at) => `V${at}=${`\${V${at + 1}}`.repeat(200)}`);
  const start = performance.now();
  expect(scan('.env', Buffer.from(`VITE_A=$V0\n${names.join('\n')}\nV60=x`))).toEqual([]);
  expect(scan('.env', Buffer.from(`VITE_A=${fill('${A:-')}`))).toEqual([]);
  expect(performance.now() - start).toBeLessThan(8_000);
}, 60_000);
