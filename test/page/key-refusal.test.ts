// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IntegrationError, loadPayframe, Payframe, PayframeError } from '../../src/page/index.js';
import { body, disguises, key, publishable, secretLive, secrets } from '../keys/make-keys.js';
import { host } from './fake-frame.js';
import { makePayframe, thrown, traces } from './shop.js';

const construct = Payframe as (key: unknown, options?: unknown) => unknown;

let log: ReturnType<typeof vi.spyOn>[];
beforeEach(() => {
  log = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
});
afterEach(() => {
  for (const method of log) expect(method).not.toHaveBeenCalled();
  expect(document.querySelector('iframe, script')).toBeNull();
  vi.restoreAllMocks();
});

const kinds: Record<string, RegExp> = {
  secret: /secret key \(sk_…\)/,
  restricted: /restricted key \(rk_…\)/,
  ephemeral: /ephemeral key \(ek_…\)/,
  webhook_secret: /webhook secret key \(whsec_…\)/,
};

/** No six characters of the key's random part, in any letter case. */
function expectNoEcho(text: string, secret = body) {
  for (let start = 0; start + 6 <= secret.length; start++) {
    expect(text.toLowerCase()).not.toContain(secret.slice(start, start + 6).toLowerCase());
  }
}

describe('a key that must not be in a page', () => {
  describe.each(Object.entries(disguises))('disguised by %s', (_, disguise) => {
    test.each(secrets)(
      '%s_… is refused, named, and not echoed [K1, K2, K3]',
      (_prefix, kind, mode, secret) => {
        const error = thrown(() => construct(disguise(secret), { host })) as IntegrationError;
        expect(error).toBeInstanceOf(IntegrationError);
        expect(error).toMatchObject({
          type: 'invalid_request_error',
          code: 'secret_key_refused',
          param: 'publishableKey',
          name: 'IntegrationError',
        });
        expect(error.message).toMatch(kinds[kind] as RegExp);
        expect(error.message).toContain('roll it now');
        if (mode) expect(error.message).toContain(`${mode} mode`);
        expectNoEcho(traces(error));
        expectNoEcho(traces(error), disguise(secret).slice(-20));
      },
    );
  });

  test('is refused by loadPayframe too, before anything is loaded', async () => {
    const error = await loadPayframe(secretLive, { host }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({ code: 'secret_key_refused' });
    expectNoEcho(traces(error));
  });
});

describe('a publishable key that is none', () => {
  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /must be a string, not undefined/],
    ['null', null, /must be a string, not null/],
    ['a number', 42, /must be a string, not number/],
    ['a String object', new String(publishable), /must be a string, not object/],
    ['a list', [publishable], /must be a string, not object/],
    ['a Symbol', Symbol(publishable), /must be a string, not symbol/],
    ['a Proxy', new Proxy(new String(publishable), {}), /must be a string, not object/],
    ['an object with toString', { toString: () => publishable }, /must be a string, not object/],
    ['an empty text', '', /is empty/],
    ['a placeholder', key('pk', 'test', 'xxx'), /is a placeholder/],
    ['a placeholder in words', key('pk', 'test', 'your_key'), /is a placeholder/],
    ['a client secret', key('pi', body, 'secret', body), /is a client secret/],
    ['white space in front', ` ${publishable}`, /white space around it/],
    ['white space behind', `${publishable}\n`, /white space around it/],
    ['another letter case', publishable.toUpperCase(), /is not one/],
    ['too short', key('pk', 'test', 'abc123'), /is not one/],
    ['an id', `acct_${body}`, /is not one/],
  ])('is refused with what is wrong: %s', (_, value, message) => {
    const error = thrown(() => construct(value, { host })) as IntegrationError;
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({ code: 'invalid_publishable_key', param: 'publishableKey' });
    expect(error.message).toMatch(message);
    expect(error.message).toContain('begins with pk_test_ or pk_live_');
    expectNoEcho(traces(error));
  });
});

describe('a secret key anywhere else [K5]', () => {
  const deep = (value: unknown) => ({ a: { b: [{ c: value }] } });

  test.each<[string, () => unknown, string]>([
    ['the locale', () => construct(publishable, { host, locale: secretLive }), 'options.locale'],
    ['the host', () => construct(publishable, { host: `${host}/?key=${secretLive}` }), 'options.host'],
    [
      'an unknown option',
      () => construct(publishable, { host, more: deep(secretLive) }),
      'options.more.a.b[0].c',
    ],
    [
      'a list of options',
      () => construct(publishable, { host, betas: ['x', secretLive] }),
      'options.betas[1]',
    ],
    [
      'the options of a group',
      () => makePayframe().elements({ appearance: deep(secretLive) as object }),
      'options.appearance.a.b[0].c',
    ],
    [
      'the options of an Element',
      () =>
        makePayframe()
          .elements()
          .create('card', { style: { base: { color: secretLive } } }),
      'options.style.base.color',
    ],
    [
      'an update of an Element',
      () =>
        makePayframe()
          .elements()
          .create('card')
          .update({ value: { postalCode: secretLive } }),
      'options.value.postalCode',
    ],
    [
      'the name of a wrapper',
      () => makePayframe().registerAppInfo({ name: secretLive }),
      'wrapperLibrary.name',
    ],
    [
      'the type of an Element',
      () =>
        makePayframe()
          .elements()
          .create(secretLive as 'card'),
      'type',
    ],
    ['a selector', () => makePayframe().elements().create('card').mount(secretLive), 'domElement'],
    [
      'the name of an option',
      () => makePayframe().elements({ appearance: { [secretLive]: { x: 1 } } }),
      'options.appearance',
    ],
  ])('is refused with the way to it: %s', (_, run, param) => {
    const error = thrown(run) as IntegrationError;
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({ code: 'secret_key_refused', param });
    expect(error.message).toContain('a live mode secret key (sk_…)');
    expectNoEcho(traces(error));
  });

  const card = () => makePayframe().elements().create('card');
  test.each<[string, () => Promise<unknown>]>([
    ['the data of createToken', () => makePayframe().createToken(card(), { name: secretLive })],
    ['the type of createToken', () => makePayframe().createToken(secretLive as never)],
    [
      'the type of createPaymentMethod',
      () => makePayframe().createPaymentMethod({ type: secretLive } as never),
    ],
    [
      'the metadata of createPaymentMethod',
      () => makePayframe().createPaymentMethod({ type: 'card', card: card(), metadata: { k: secretLive } }),
    ],
    ['an update of a group', () => makePayframe().elements().update({ locale: secretLive })],
  ])('rejects the promise, and is not echoed: %s', async (_, run) => {
    const error = await run().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({ code: 'secret_key_refused' });
    expectNoEcho(traces(error));
  });
});

test('client secrets are no secret keys: a group takes one', () => {
  expect(() => makePayframe().elements({ clientSecret: key('pi', body, 'secret', body) })).not.toThrow();
});

test('an option is read once: what it says later counts for nothing [K4]', () => {
  let reads = 0;
  const options = {
    host,
    get locale() {
      return reads++ ? secretLive : 'de';
    },
  };
  expect(() => construct(publishable, options)).not.toThrow();
  expect(reads).toBe(1);
});

test('a refusal is a real Error that survives a spread and JSON, with its message', () => {
  construct(publishable, { host });
  const error = thrown(() => construct('', { host })) as IntegrationError;
  expect(error).toBeInstanceOf(Error);
  expect(error).toBeInstanceOf(PayframeError);
  expect({ ...error }).toEqual({
    message: error.message,
    type: 'invalid_request_error',
    code: 'invalid_publishable_key',
    param: 'publishableKey',
    doc_url: `${host}/docs/errors.html#invalid_publishable_key`,
    retryable: false,
  });
  expect(JSON.parse(JSON.stringify(error))).toEqual({ ...error });
  expect(error.stack).toContain('key-refusal.test');
  expect(String(error)).toBe(`IntegrationError: ${error.message}`);
});
