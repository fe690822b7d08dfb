import fc from 'fast-check';
import type { SecretKind } from '../../src/guard/index.js';
import type { KeyMode } from '../../src/keys/index.js';
import { body, key } from '../keys/make-keys.js';

export { key, publishable, secretLive } from '../keys/make-keys.js';

const hex = (length: number) => 'a3f19c07be52d846'.repeat(4).slice(0, length);
const uuid = `${hex(8)}-9c07-4e52-8d46-${hex(12)}`;

/** Every kind that the guard finds: what is printed of it, what it is, and a key. */
export const kinds: [prefix: string, kind: SecretKind, mode: KeyMode | null, key: string][] = [
  ['sk_test_', 'secret', 'test', key('sk', 'test', body)],
  ['sk_live_', 'secret', 'live', key('sk', 'live', body)],
  ['sk_prod_', 'secret', 'live', key('sk', 'prod', body)],
  ['sk_org_', 'secret', null, key('sk', 'org', body)],
  ['sk_org_test_', 'secret', 'test', key('sk', 'org', 'test', body)],
  ['sk_org_live_', 'secret', 'live', key('sk', 'org', 'live', body)],
  ['rk_test_', 'restricted', 'test', key('rk', 'test', body)],
  ['rk_live_', 'restricted', 'live', key('rk', 'live', body)],
  ['rk_prod_', 'restricted', 'live', key('rk', 'prod', body)],
  ['ek_test_', 'ephemeral', 'test', key('ek', 'test', body)],
  ['ek_live_', 'ephemeral', 'live', key('ek', 'live', body)],
  ['whsec_', 'webhook_secret', null, key('whsec', body)],
  ['sq0atp-', 'secret', null, ['sq0atp', body.slice(0, 22)].join('-')],
  ['sq0csp-', 'secret', null, ['sq0csp', body].join('-')],
  ['FLWSECK-', 'secret', null, ['FLWSECK', hex(32), 'X'].join('-')],
  ['FLWSECK_TEST-', 'secret', 'test', ['FLWSECK_TEST', hex(12), 'X'].join('-')],
  ...['shpat', 'shpca', 'shppa', 'shpss'].map((name): [string, SecretKind, null, string] => [
    `${name}_`,
    'secret',
    null,
    key(name, hex(32)),
  ]),
  ['access-sandbox-', 'secret', 'test', ['access', 'sandbox', uuid].join('-')],
  ['access-production-', 'secret', 'live', ['access', 'production', uuid].join('-')],
  ['access_token$production$', 'secret', 'live', ['access_token', 'production', hex(16), hex(32)].join('$')],
];

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

const pieces = (text: string, length = 7): string[] =>
  text.match(new RegExp(`.{1,${length}}`, 'g')) as string[];
const escapeEach = (text: string, encode: (hex: string) => string, every = 3): string =>
  text.replace(/./g, (character, index) =>
    index % every ? character : encode((character.codePointAt(0) as number).toString(16)),
  );
const quoted = (texts: string[], separator: string) =>
  texts.map((text) => JSON.stringify(text)).join(separator);

/** A source map with the key in an original file, as bundlers write it. */
export const sourceMap = (content: string): string =>
  JSON.stringify({
    version: 3,
    file: 'app.js',
    sources: ['../src/other.ts', '../src/pay.ts'],
    sourcesContent: ['export const other = "nothing \\" here";\n', content],
    names: [],
    mappings: 'AAAA',
  });

/** Where a key can be in what a bundler writes. Each returns the text of a file. */
export const hidingPlaces: Record<string, (key: string) => string> = {
  'a string': (key) => `const a="${key}";`,
  'single quotes': (key) => `const a='${key}';`,
  'a template literal': (key) => `const a=\`Bearer ${key}\`;`,
  'a query': (key) => `fetch("/a?key=${key}&x=1")`,
  'user info of a URL': (key) => `fetch("https://${key}:@pay.example.com")`,
  'an HTML attribute': (key) => `<meta name="key" content="${key}">`,
  'HTML text': (key) => `<p>${key}</p>`,
  'quotes as HTML entities': (key) => `<div data-config="{&quot;key&quot;:&quot;${key}&quot;}">`,
  'numeric HTML entities': (key) => `<p>${escapeEach(key, (hex) => `&#x${hex};`)}</p>`,
  'decimal HTML entities': (key) => `<p>&#${key.charCodeAt(0)};${key.slice(1)}</p>`,
  'a comment': (key) => `/* ${key} */`,
  CSS: (key) => `a::after{content:"${key}"}`,
  'JSON in a string': (key) => `JSON.parse("{\\"k\\":\\"${key}\\"}")`,
  'JSON in a string in JSON': (key) => JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ key }) }) }),
  'a line of its own in a string': (key) => `x="a\\n${key}\\nb"`,
  'hexadecimal escapes': (key) => `x="${escapeEach(key, (hex) => `\\x${hex}`)}"`,
  'unicode escapes': (key) => `x="${escapeEach(key, (hex) => `\\u00${hex}`, 1)}"`,
  'braced escapes': (key) => `x="${escapeEach(key, (hex) => `\\u{${hex}}`)}"`,
  'percent-encoding': (key) => `"data:text/plain,${escapeEach(key, (hex) => `%${hex}`, 2)}"`,
  'percent-encoding after %22': (key) => `"data:image/svg+xml,%3Cp%20a=%22${key}%22%3E"`,
  'percent-encoding of percent-encoding': (key) => `"${escapeEach(key, (hex) => `%25${hex}`, 4)}"`,
  'a continued line': (key) => `x="${key.slice(0, 9)}\\\n${key.slice(9)}"`,
  'a sum': (key) => `x=${quoted(pieces(key), '+')}`,
  'a sum over lines': (key) => `x = ${quoted(pieces(key, 5), ' +\n    ')}`,
  'a sum in parentheses': (key) => `x=(${quoted(pieces(key, 6), ')+(')})`,
  'a sum with an empty string': (key) => `x="${key.slice(0, 4)}"+""+"${key.slice(4)}"`,
  'a sum of quotes and backticks': (key) =>
    `x='${key.slice(0, 5)}' + \`${key.slice(5, 20)}\` + "${key.slice(20)}"`,
  'a template with strings': (key) => `x=\`${key.slice(0, 3)}\${"${key.slice(3, 12)}"}${key.slice(12)}\``,
  'a template of strings': (key) => `x=\`Bearer \${'${key.slice(0, 6)}'}\${ "${key.slice(6)}" }\``,
  'concat of arguments': (key) => `x="${key.slice(0, 3)}".concat(${quoted(pieces(key.slice(3)), ',')})`,
  'a sum with concat': (key) =>
    `x="${key.slice(0, 2)}"+"${key.slice(2, 4)}".concat(${quoted(pieces(key.slice(4)), ',')})`,
  'concat in a chain': (key) => `x="".concat(${quoted(pieces(key), ').concat(')})`,
  'joined with nothing': (key) => `x=[${quoted(pieces(key), ', ')}].join("")`,
  'joined characters': (key) => `x=[${quoted([...key], ',')}].join('')`,
  'joined by its separator': (key) => {
    const separator = key.includes('_') ? '_' : key.includes('$') ? '$' : '-';
    return `x=[\n  ${quoted(key.split(separator), ',\n  ')},\n]\n  .join(\`${separator}\`)`;
  },
  'a sum in JSON': (key) => JSON.stringify({ code: `x = ${quoted(pieces(key), ' + ')}` }),
  base64: (key) => `atob("${base64(key)}")`,
  'base64 after one byte': (key) => `atob("${base64(`"${key}"`)}")`,
  'base64 after two bytes': (key) => `atob("${base64(`{"${key}"`)}")`,
  'base64 for Basic': (key) => `{Authorization:"Basic ${base64(`${key}:`)}"}`,
  'base64 in a path': (key) => `"/keys/${base64(key)}"`,
  'URL-safe base64': (key) => `"${Buffer.from(`???>>>${key}>>>`).toString('base64url')}"`,
  'base64 in a sum': (key) => `atob(${quoted(pieces(base64(key), 11), '+')})`,
  'base64 of base64': (key) => `atob(atob("${base64(base64(` ${key} `))}"))`,
  'base64 of binary data': (key) =>
    Buffer.from(`\0asm\u0001\u0000\u00fe ${key} \u0000\u0001`, 'latin1').toString('base64'),
  'base64 of JSON': (key) => base64(JSON.stringify({ a: [{ key }] })),
  'a data: URL': (key) => `new Worker("data:text/javascript;base64,${base64(`const key = '${key}';`)}")`,
  'a data: URL with a sum': (key) =>
    `"data:text/javascript;base64,${base64(`x = ${quoted(pieces(key), ' + ')};`)}"`,
  'a data: URL in a data: URL': (key) =>
    `"data:text/html;base64,${base64(`<script src="data:text/javascript;base64,${base64(`a("${key}")`)}"></script>`)}"`,
  'a source map': (key) => sourceMap(`const key = '${key}';\n`),
  'a source map in double quotes': (key) => sourceMap(`\n\tconst key = "${key}";\n`),
  'a sum in a source map': (key) => sourceMap(`const key =\n  ${quoted(pieces(key), ' +\n  ')};\n`),
  'escapes in a source map': (key) => sourceMap(`const key = "${escapeEach(key, (hex) => `\\x${hex}`)}";`),
  'base64 in a source map': (key) => sourceMap(`const key = atob("${base64(key)}");`),
  'an inline source map': (key) =>
    `a();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${base64(sourceMap(`const key = "${key}";`))}\n`,
  'a sum in an inline source map': (key) =>
    `a();\n//# sourceMappingURL=data:application/json;base64,${base64(sourceMap(`x = ${quoted(pieces(key), ' +\n')};`))}`,
  'code for eval': (key) =>
    `eval(${JSON.stringify(`const key = ${JSON.stringify(key)};\n//# sourceURL=a.js`)})`,
};

/** A key's prefix with another body of the same characters and length, as often as one likes. */
export const anyKey = fc
  .record({
    kind: fc.nat(kinds.length - 1),
    seed: fc.integer(),
    place: fc.nat(Object.keys(hidingPlaces).length - 1),
  })
  .map(({ kind, seed, place }) => ({
    kind: kinds[kind] as (typeof kinds)[number],
    key: respell(kinds[kind] as (typeof kinds)[number], seed),
    place: Object.keys(hidingPlaces)[place] as string,
  }))
  // By chance one may look like a placeholder: by having few characters, or one over and over.
  .filter(({ kind: [prefix], key }) => new Set(key.slice(prefix.length)).size > 7 && !/x{5}/i.test(key));

/** Other characters of the same sort, so that each key is one of its own. */
function respell([prefix, , , key]: (typeof kinds)[number], seed: number): string {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
  const isHex = /^[\da-f$X-]+$/.test(key.slice(prefix.length));
  const pick = (alphabet: string) => alphabet.charAt(next() % alphabet.length);
  const rest = key
    .slice(prefix.length)
    .replace(/[\da-zA-WYZ]/g, () =>
      pick(isHex ? '0123456789abcdef' : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
    );
  return prefix + rest;
}
