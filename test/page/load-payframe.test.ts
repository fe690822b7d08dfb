// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { publishable, publishableLive } from '../keys/make-keys.js';
import { flush, host } from './fake-frame.js';

type Loader = typeof import('../../src/page/load-payframe.js')['loadPayframe'];
let loadPayframe: Loader;

const global = window as unknown as { Payframe?: unknown; trustedTypes?: unknown };
const made = { elements: () => {} };
const construct = vi.fn(() => made);

const scripts = () => [...document.head.querySelectorAll('script')];
const fail = () => scripts().at(-1)?.dispatchEvent(new Event('error'));
function arrive() {
  global.Payframe = construct;
  scripts().at(-1)?.dispatchEvent(new Event('load'));
}
/** Lets the longest wait between two tries pass. */
const wait = async () => {
  await flush();
  await vi.advanceTimersByTimeAsync(1_500);
};

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  construct.mockClear();
  ({ loadPayframe } = await import('../../src/page/load-payframe.js'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.head.replaceChildren();
  delete global.Payframe;
  delete global.trustedTypes;
});

describe('loadPayframe', () => {
  test("inserts the host's script once, and makes a Payframe object of it", async () => {
    const both = [loadPayframe(publishable, { host }), loadPayframe(publishable, { host, locale: 'de' })];
    await flush();
    expect(scripts().map(({ src }) => src)).toEqual([`${host}/js/v1/payframe.js`]);
    arrive();
    expect(await Promise.all(both)).toEqual([made, made]);
    expect(construct.mock.calls).toEqual([
      [publishable, { host }],
      [publishable, { host, locale: 'de' }],
    ]);
    expect(scripts()).toEqual([]);
  });

  test('loads nothing where the script is there already', async () => {
    global.Payframe = construct;
    expect(await loadPayframe(publishable, { host })).toBe(made);
    expect(scripts()).toEqual([]);
  });

  test('is not misled by an element whose id became a global of that name', async () => {
    global.Payframe = document.createElement('div');
    const loading = loadPayframe(publishable, { host });
    await flush();
    expect(scripts()).toHaveLength(1);
    arrive();
    expect(await loading).toBe(made);
  });

  test('tries three times, with waits between, and then rejects with a typed error', async () => {
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await flush();
      expect(scripts()).toHaveLength(1);
      fail();
      await flush();
      expect(scripts()).toEqual([]);
      await wait();
    }
    expect(await loading).toMatchObject({
      name: 'PayframeError',
      type: 'api_connection_error',
      code: 'script_load_failed',
      message: expect.stringContaining(`${host}/js/v1/payframe.js`),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('succeeds at the second try', async () => {
    const loading = loadPayframe(publishable, { host });
    await flush();
    fail();
    await wait();
    arrive();
    expect(await loading).toBe(made);
  });

  test('does not remember a failure: a later call tries anew', async () => {
    const first = loadPayframe(publishable, { host }).catch(() => 'failed');
    for (let attempt = 1; attempt <= 3; attempt++) {
      await flush();
      fail();
      await wait();
    }
    expect(await first).toBe('failed');
    const second = loadPayframe(publishable, { host });
    await flush();
    arrive();
    expect(await second).toBe(made);
  });

  test('ends in bounded time where the script neither comes nor fails', async () => {
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await loading).toMatchObject({ code: 'script_load_failed' });
    expect(scripts()).toEqual([]);
  });

  test('takes a script that arrives without defining anything for a failed try', async () => {
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await flush();
      scripts()[0]?.dispatchEvent(new Event('load'));
      await wait();
    }
    expect(await loading).toMatchObject({ code: 'script_load_failed' });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['no key', () => loadPayframe(''), 'invalid_publishable_key'],
    ['no host', () => loadPayframe(publishable), 'host_missing'],
    ['a plain host', () => loadPayframe(publishable, { host: 'http://pay.example' }), 'host_insecure'],
    ['a live key on a plain page', () => loadPayframe(publishableLive, { host }), 'insecure_page'],
    ['options that are none', () => loadPayframe(publishable, 'x' as never), 'invalid_option'],
  ])('loads nothing and rejects for %s', async (_, run, code) => {
    await expect(run()).rejects.toMatchObject({ name: 'IntegrationError', code });
    expect(scripts()).toEqual([]);
  });

  test('copies its options when it is called', async () => {
    const options = { host, locale: 'de' };
    const loading = loadPayframe(publishable, options);
    options.locale = 'fr';
    options.host = 'https://evil.example';
    await flush();
    arrive();
    await loading;
    expect(construct).toHaveBeenCalledWith(publishable, { host, locale: 'de' });
  });
});

describe('where a page enforces Trusted Types', () => {
  test('the address goes through one policy named payframe', async () => {
    const createPolicy = vi.fn((_name: string, rules: { createScriptURL(url: string): string }) => rules);
    global.trustedTypes = { createPolicy };
    const loading = loadPayframe(publishable, { host });
    await flush();
    fail();
    await wait();
    arrive();
    await loading;
    expect(createPolicy).toHaveBeenCalledTimes(1);
    expect(createPolicy.mock.calls[0]?.[0]).toBe('payframe');
  });

  test('a page whose list does not name it gets the typed error', async () => {
    const createPolicy = () => {
      throw new TypeError('Policy "payframe" disallowed.');
    };
    global.trustedTypes = { createPolicy };
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await loading).toMatchObject({
      code: 'script_load_failed',
      message: expect.stringContaining('trusted-types'),
    });
  });
});
