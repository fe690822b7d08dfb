import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, scan } from '../../src/guard/index.js';
import { anyKey, hidingPlaces, key, kinds, secretLive, sourceMap } from './make-keys.js';

const find = (text: string, file = 'dist/app.js'): Finding[] => scan(file, Buffer.from(text));

describe.each(Object.entries(hidingPlaces))('a key in %s', (_place, hide) => {
  it.each(kinds)('is found: %s', (prefix, kind, mode, secret) => {
    expect(find(hide(secret))).toEqual([expect.objectContaining({ prefix, kind, mode })]);
  });
});

it('misses none of 500 keys of all kinds in all hiding places', () => {
  const seeded = fc.sample(anyKey, { numRuns: 500, seed: 20_260 });
  expect(new Set(seeded.map(({ key }) => key)).size).toBeGreaterThan(490);
  expect(new Set(seeded.map(({ kind: [prefix] }) => prefix)).size).toBe(kinds.length);
  expect(new Set(seeded.map(({ place }) => place)).size).toBe(Object.keys(hidingPlaces).length);
  const missed = seeded.filter(({ kind: [prefix], key, place }) => {
    const findings = find(`let a=1;\n${hidingPlaces[place]?.(key)}\nlet b=2;`);
    return findings.length !== 1 || findings[0]?.prefix !== prefix;
  });
  expect(missed.map(({ place, kind: [prefix] }) => `${prefix} in ${place}`)).toEqual([]);
});

it('finds all of 500 keys that are in one file', () => {
  const seeded = fc.sample(anyKey, { numRuns: 500, seed: 7 });
  const text = seeded.map(({ key, place }) => `;${hidingPlaces[place]?.(key)};`).join('\nabc("def ghi");\n');
  expect(find(text)).toHaveLength(500);
});

it('finds every key wherever it is put', () => {
  fc.assert(
    fc.property(
      anyKey,
      fc.string({ maxLength: 300 }),
      fc.string({ maxLength: 300 }),
      ({ key, place }, before, after) => {
        // Whatever surrounds it, as long as that is no part of a string or of an escape.
        const text = `${before}\n\n;${hidingPlaces[place]?.(key)};\n\n${after}`;
        expect(find(text).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 300 },
  );
});

describe('the place of a finding', () => {
  const places = (text: string, file?: string) =>
    find(text, file).map(({ line, column, source }) => ({ line, column, ...(source && { source }) }));

  it('is where the key begins, from 1 on', () => {
    expect(places(secretLive)).toEqual([{ line: 1, column: 1 }]);
    expect(places(`a\r\nb = '${secretLive}'`)).toEqual([{ line: 2, column: 6 }]);
  });

  it('counts columns as editors do, whatever is before', () => {
    expect(places(`/* ü漢😀 */'${secretLive}'`)).toEqual([{ line: 1, column: 12 }]);
  });

  it('is told of each key of a long line', () => {
    expect(places(`é"${secretLive}","${secretLive}"`)).toEqual([
      { line: 1, column: 3 },
      { line: 1, column: 3 + secretLive.length + 3 },
    ]);
  });

  it('is the first piece of what is in pieces', () => {
    expect(places(`a();\nb("Bearer sk_" + "live_" + "${secretLive.slice(8)}")`)).toEqual([
      { line: 2, column: 11 },
    ]);
  });

  it('is the escape of a character that begins the key', () => {
    expect(places(`a("\\x73${secretLive.slice(1)}")`)).toEqual([{ line: 1, column: 4 }]);
  });

  it('is in the middle of base64 where the key begins there', () => {
    const encoded = Buffer.from(`{"abcdefg":"${secretLive}"}`).toString('base64');
    expect(places(`a="${encoded}"`)).toEqual([{ line: 1, column: 4 + 16 }]);
  });

  it('names file, line and column of the original in a source map', () => {
    const map = sourceMap(`// ü\nconst key = "${secretLive}";`);
    expect(places(map, 'dist/app.js.map')).toEqual([
      {
        line: 1,
        column: map.indexOf(secretLive) + 1,
        source: { file: '../src/pay.ts', line: 2, column: 14 },
      },
    ]);
  });

  it('names the original in an inline source map, and in an indexed one', () => {
    const map = sourceMap(`\n\n  '${secretLive}'`);
    const source = { file: '../src/pay.ts', line: 3, column: 4 };
    const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    expect(places(inline)).toEqual([expect.objectContaining({ source })]);
    const indexed = `{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":${sourceMap('a')}},{"offset":{"line":9,"column":0},"map":${map}}]}`;
    expect(places(indexed)).toEqual([expect.objectContaining({ source })]);
  });

  it('names the original of a built file by its source map', () => {
    const map = JSON.stringify({ version: 3, sources: ['src/a.ts'], names: [], mappings: 'AAAA,KAEE' });
    const readMap = (path: string) => (path === 'a.js.map' ? Buffer.from(map) : undefined);
    const [finding] = scan('a.js', Buffer.from(`a = ${secretLive}`), { readMap });
    expect(finding?.source).toEqual({ file: 'src/a.ts', line: 1, column: 1 });
    const [later] = scan('a.js', Buffer.from(`a = b+'${secretLive}'`), { readMap });
    expect(later?.source).toEqual({ file: 'src/a.ts', line: 3, column: 3 });
  });
});

it.each([
  ['none', `a="\\n";b="${secretLive}"`],
  ['escapes', `b="\\x73${secretLive.slice(1)}"`],
  ['pieces', `b="sk_"+"${secretLive.slice(3)}"`],
  ['base64', Buffer.from(secretLive).toString('base64')],
])('says how a key was written: %s', (hiding, text) => {
  expect(find(text)).toEqual([expect.objectContaining({ hiding })]);
});

describe('what is no leak', () => {
  const body = secretLive.slice(8);
  const harmless: Record<string, string> = {
    'a publishable key': key('pk', 'live', body),
    'a client secret of a payment': `pi_3Hv7cQpLq8ZtWm0R_secret_${body}`,
    'a client secret of a set-up': `seti_1Hv7cQpLq8ZtWm0R_secret_${body}`,
    'a client secret of a checkout': `cs_test_a1Hv7cQpLq8ZtWm0R_secret_${body}`,
    identifiers: ['acct', 'ca', 'price', 'tok', 'pm', 'cus', 'evt', 'we']
      .map((name) => key(name, body))
      .join(' '),
    'an ellipsis': `${key('sk', 'test', '...')} ${key('sk', 'live', '…')} ${key('rk', 'live', '****')}`,
    'a key that is cut off': `${key('sk', 'test', '51Hv7cQpLq8Z')}... ${key('sk', 'test', '51Hv7cQpLq8Z')}…`,
    'a row of x': `${key('sk', 'live', 'xxx')} ${key('sk', 'live', 'X'.repeat(24))} ${key('sk', 'test', 'xxxxxxxxxxxx1234')}`,
    'your key': [
      'YOUR_SECRET_KEY',
      key('sk', 'live', 'your', 'key'),
      key('sk', 'test', 'yourSecretKey01'),
    ].join(),
    'an example': `${key('sk', 'test', 'exampleKey12345')} ${key('whsec', 'test_secret')} ${key('whsec', 'yourWebhookSecret1')}`,
    'an alphabet': `${key('sk', 'test', 'abcdefghijklmnop')} ${key('sk', 'test', '1234567890abcdef')}`,
    'words in one case': key('sk', 'test', 'thisisnotarealkeyatall'),
    'few characters, or one again and again': [
      key('sk', 'test', 'a1B2'.repeat(6)),
      key('sk', 'test', `A1b2C3${'0'.repeat(12)}d4E5f6`),
    ].join(),
    'a template with a variable': `\`sk_test_\${key}\` + "sk_live_" + key + \`rk_live_\${a}${body}\``,
    'a prefix alone': `startsWith("sk_live_")||/^[sr]k_(test|live)_/.test(a)||"whsec_"`,
    'the end of another word': `task_test_${body} risk_live_${body} desk_org_${body}`,
    'parts of a list': `["sk","live","${body}"].includes(a); f("sk_","live_","${body}")`,
    'joined with a variable': `["sk", mode, "${body}"].join("_"); ["sk","live","${body}"].join(" ")`,
    'base64 of a publishable key': Buffer.from(key('pk', 'live', body)).toString('base64'),
    'base64 of the end of another word': ['', ' ', 'a ']
      .map((before) => Buffer.from(`${before}task_test_${body}`).toString('base64'))
      .join(' '),
    'the same as sums': '"sk_test_" + "..." + "sk_live_" + "your_key"',
  };

  it.each(Object.entries(harmless))('%s', (_name, text) => {
    expect(find(text)).toEqual([]);
    expect(find(JSON.stringify({ text }))).toEqual([]);
    expect(find(sourceMap(text), 'a.js.map')).toEqual([]);
  });
});

describe('a .env file', () => {
  const variables = (text: string, file = '.env') =>
    find(text, file).map(({ variable, line, column }) => `${variable} ${line}:${column}`);

  it.each([
    'VITE_',
    'NEXT_PUBLIC_',
    'REACT_APP_',
    'PUBLIC_',
    'NUXT_PUBLIC_',
    'GATSBY_',
    'EXPO_PUBLIC_',
    'VUE_APP_',
  ])('may not give a secret to %s…', (prefix) => {
    expect(variables(`A=1\n${prefix}KEY=${secretLive}\n`)).toEqual([`${prefix}KEY 2:${prefix.length + 5}`]);
  });

  it('may hold secrets under other names', () => {
    expect(
      variables(`STRIPE_SECRET_KEY=${secretLive}\n# VITE_KEY=${secretLive}\nVITE_PUBLIC=pk_live_1\n`),
    ).toEqual([]);
  });

  it('is read with export, quotes, spaces and Windows line ends', () => {
    const text = `export VITE_A="${secretLive}"\r\n  VITE_B = '${secretLive}' # note\r\n`;
    expect(variables(text, 'apps/web/.env.production')).toEqual(['VITE_A 1:16', 'VITE_B 2:13']);
  });

  it('may not pass a secret on by its name', () => {
    const text = `KEY=${secretLive}\nB=\${KEY}\nVITE_A=$KEY\nVITE_B="$B"\nVITE_C=\${D:-1}\nVITE_D=$VITE_D\n`;
    expect(variables(text)).toEqual(['VITE_A 3:8', 'VITE_B 4:8']);
  });

  it('is read in UTF-16 too', () => {
    const bytes = Buffer.from(`\ufeffVITE_A=${secretLive}`, 'utf16le');
    expect(scan('.env', bytes)).toEqual([expect.objectContaining({ variable: 'VITE_A', line: 1 })]);
  });

  it('is a file like others where it is served', () => {
    expect(scan('.env', Buffer.from(`KEY=${secretLive}`), { allVariables: true })).toHaveLength(1);
  });
});
