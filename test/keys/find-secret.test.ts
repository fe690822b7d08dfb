import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeKey, findSecret } from '../../src/keys/index.js';
import { effort } from '../effort.js';
import { alphanumericString, body, disguises, key, secretLive, secrets } from './make-keys.js';

describe.each(Object.entries(disguises))('disguised by %s', (_, disguise) => {
  test.each(secrets)('a key %s_… is found, with its kind and mode', (_prefix, kind, mode, secret) => {
    expect(findSecret(disguise(secret))).toEqual({ kind, mode });
  });
});

test('no text that holds a secret key passes as publishable, whatever is around it [K3]', () => {
  const around = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('pk_test_'));
  fc.assert(
    fc.property(around, around, alphanumericString(16, 99), (before, after, random) => {
      const text = `${before} ${key('sk', 'live', random)}${after}`;
      expect(describeKey(text)).toEqual({ kind: 'secret', mode: 'live' });
    }),
    { numRuns: 60 },
  );
});

test('the secret key decides where a publishable one and a client secret stand beside it', () => {
  const client = key('pi', body, 'secret', body);
  expect(describeKey(`${client} ${secretLive}`)).toEqual({ kind: 'secret', mode: 'live' });
  expect(describeKey(key('pk', 'test', secretLive))).toEqual({ kind: 'secret', mode: 'live' });
});

describe('a text that only looks like a key passes', () => {
  test.each([
    `task_test_${body}`,
    `risk_live_${body}`,
    `desk_prod_${body}`,
    'ask_test_me',
    'sk_',
    'sk_test',
    'sk_test_',
    'sk_live_…',
    'sk_live_***',
    `tsk_live_${body}`,
    `ask_live_${body}`,
    `sk-live-${body}`,
    `whsecret_${body}`,
    `week_test_${body}`,
    key('pi', body, 'secret', body),
    key('seti', body, 'secret', body),
    `pm_${body}`,
    'c2tfAAAAAAAAAAAA',
    'cmtfcmtfcmtfcmtf',
    btoa('skating rink, live music'),
    btoa('risk_test_results are in'),
    'Die Überweisung kommt am 100% sicheren Tag',
    '%E0%A4%A',
    '',
  ])('%s', (text) => {
    expect(findSecret(text)).toBeUndefined();
  });
});

test('ordinary words are never taken for a key', () => {
  fc.assert(
    fc.property(fc.lorem({ mode: 'sentences' }), (text) => {
      expect(findSecret(text)).toBeUndefined();
    }),
  );
});

describe('a text of 1 MB is searched in linear time', () => {
  const size = 1_000_000;
  test.each([
    ['one letter', 'a'],
    ['prefixes without a body', 'sk_live_* '],
    ['underscores', '_'],
    ['percent signs', '%'],
    ['encoded percent signs', '%25'],
    ['base64 prefixes', 'c2tf '],
    ['base64 that hides nothing', 'c2tfAAAAAAAA '],
    ['client secrets', 'pi_a_secret_'],
    ['white space', ' '],
    ['zero-width spaces', '\u200b'],
    ['characters that NFKC expands', '\ufb01'],
  ])('%s', (_, unit) => {
    const text = unit.repeat(Math.ceil(size / unit.length));
    expect(describeKey(text).kind).toBe('unknown');
    expect(effort(() => describeKey(text), 1)).toBeLessThan(4_000);
  });

  test('with the key at its very end', () => {
    expect(findSecret(`${' a'.repeat(size / 2)} ${secretLive}`)).toEqual({ kind: 'secret', mode: 'live' });
  });
});
