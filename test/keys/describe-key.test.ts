import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeKey } from '../../src/keys/index.js';
import { alphanumericString, body, key, publishable, publishableLive, secretLive } from './make-keys.js';

describe('a publishable key', () => {
  test('is one of its mode', () => {
    expect(describeKey(publishable)).toEqual({ kind: 'publishable', mode: 'test' });
    expect(describeKey(publishableLive)).toEqual({ kind: 'publishable', mode: 'live' });
  });

  test('is never refused for what its random part happens to be', () => {
    const mode = fc.constantFrom('test', 'live');
    fc.assert(
      fc.property(mode, alphanumericString(16, 120), (name, random) => {
        // One character repeated is a placeholder on purpose.
        fc.pre(new Set(random).size > 4 && !/x{6}|^123456/i.test(random));
        expect(describeKey(key('pk', name, random))).toEqual({ kind: 'publishable', mode: name });
      }),
    );
  });

  test.each(['c2tf', 'cmtf', 'ZWtf', 'd2hzZWNf', 'c2tfbGl2ZQ', 'sk', 'rklive', 'your7', 'todo0', 'example9'])(
    'may begin like base64 or a word of documentation: %s',
    (beginning) => {
      expect(describeKey(key('pk', 'live', beginning + body))).toEqual({ kind: 'publishable', mode: 'live' });
    },
  );

  test.each([
    ['16', 16, 'publishable'],
    ['15', 15, 'unknown'],
    ['247', 247, 'publishable'],
    ['248', 248, 'unknown'],
  ])('has 16 to 247 characters behind its prefix: %s', (_, length, kind) => {
    expect(describeKey(key('pk', 'test', body.repeat(8).slice(0, length))).kind).toBe(kind);
  });

  test.each([
    ['a space in front', ` ${publishable}`],
    ['a space behind', `${publishable} `],
    ['a line break behind', `${publishable}\n`],
    ['quotes', `"${publishable}"`],
    ['another letter case', publishable.toUpperCase()],
    ['a capital letter', `P${publishable.slice(1)}`],
    ['a byte order mark', `\ufeff${publishable}`],
    ['full-width letters', publishable.replace('pk', '\uff50\uff4b')],
    ['Bearer', `Bearer ${publishable}`],
    ['another key behind it', `${publishable} ${publishable}`],
    ['an unknown mode', key('pk', 'prod', body)],
    ['no mode', key('pk', body)],
    ['a letter of another script', key('pk', 'test', `${body}\u0430`)],
    ['a NUL behind it', `${publishable}\0`],
  ])('is matched to the letter, not with %s', (_, text) => {
    expect(describeKey(text).kind).not.toBe('publishable');
  });
});

describe('a placeholder', () => {
  test.each([
    'xxx',
    'XXXXXXXXXXXXXXXXXXXXXXXX',
    'your_key',
    'your_publishable_key_here',
    'yourpublishablekey',
    'YourPublishableKeyHere',
    '...',
    '…',
    '*****',
    '',
    '<key>',
    'replacewithyourownkey',
    'insertyourkeyhere',
    'TODO',
    'changemechangeme',
    'examplekeyexample',
    '1234567890abcdefghij',
    '0000000000000000000000',
    'abcxxxxxxxxxxxxxxxxxxx',
  ])('is told from a key: pk_test_%s', (placeholder) => {
    expect(describeKey(key('pk', 'test', placeholder))).toEqual({ kind: 'placeholder', mode: 'test' });
  });
});

describe('a client secret', () => {
  test.each(['pi', 'seti', 'cs', 'cs_test', 'ctoken', 'cuss'])(
    'is one, and no secret key: %s_…_secret_…',
    (id) => {
      expect(describeKey(key(id, `3Pz${body}`, 'secret', body))).toEqual({
        kind: 'client_secret',
        mode: null,
      });
    },
  );
});

describe('what is no key', () => {
  test.each([
    '',
    ' ',
    'pk',
    'pk_',
    'pk_test',
    `acct_${body}`,
    `pm_${body}`,
    `tok_${body}`,
    `price_${body}`,
    'undefined',
    'null',
    'https://pay.example.com',
  ])('is unknown: %j', (text) => {
    expect(describeKey(text)).toEqual({ kind: 'unknown', mode: null });
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 42],
    ['a String object', new String(publishable)],
    ['an object with toString', { toString: () => publishable }],
    ['a list', [publishable]],
    ['a Symbol', Symbol(publishable)],
    ['a function', () => publishable],
    ['a Proxy of a String', new Proxy(new String(publishable), {})],
    ['an object with Symbol.toPrimitive', { [Symbol.toPrimitive]: () => publishable }],
  ])('is unknown, and is not turned into a string: %s', (_, value) => {
    expect(describeKey(value)).toEqual({ kind: 'unknown', mode: null });
  });

  test('anything at all is described without an exception', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(describeKey(value).kind).not.toBe('publishable');
      }),
    );
  });
});

test('a description holds nothing but the kind and the mode', () => {
  expect(JSON.stringify(describeKey(secretLive))).toBe('{"kind":"secret","mode":"live"}');
});
