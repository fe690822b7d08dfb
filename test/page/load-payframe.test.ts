// @vitest-environment jsdom
import { createHash } from 'node:crypto';
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

  test('loads the script that `integrity` pins, and has the browser hold it to its hash', async () => {
    const integrity = `sha384-${createHash('sha384').update('a script').digest('base64')}`;
    const name = createHash('sha384').update('a script').digest('hex').slice(0, 8);
    const loading = loadPayframe(publishable, { host, integrity });
    await flush();
    expect(scripts()).toMatchObject([
      { src: `${host}/js/v1/payframe-${name}.js`, integrity, crossOrigin: 'anonymous' },
    ]);
    arrive();
    expect(await loading).toBe(made);
    expect(construct.mock.calls).toEqual([[publishable, { host }]]);
  });

  test.each([[''], ['sha256-abc'], [`sha384-${'a'.repeat(63)}`], [{}]])(
    'refuses the integrity %j before it loads anything',
    async (integrity) => {
      const error = await loadPayframe(publishable, { host, integrity } as never).catch((reason) => reason);
      expect(error).toMatchObject({ name: 'IntegrationError', code: 'invalid_option', param: 'integrity' });
      expect(scripts()).toEqual([]);
    },
  );

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

  test('tries three times, with waits between, and then rejects with a typed error [F17]', async () => {
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
      code: 'load_failed',
      message: expect.stringContaining(`${host}/js/v1/payframe.js`),
      attempts: 3,
      url: `${host}/js/v1/payframe.js`,
      cause: expect.objectContaining({ message: expect.stringContaining('could not be fetched') }),
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

  test('does not remember a failure: a later call tries again', async () => {
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
    expect(await loading).toMatchObject({
      code: 'load_failed',
      cause: { message: 'The script did not come within 20 seconds.' },
    });
    expect(scripts()).toEqual([]);
  });

  test('takes a script that arrives without defining anything for a failed try', async () => {
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await flush();
      scripts()[0]?.dispatchEvent(new Event('load'));
      await wait();
    }
    expect(await loading).toMatchObject({
      code: 'load_failed',
      cause: { message: 'The script made no global Payframe.' },
    });
  });

  test('of two hosts loads each separately: one that is down does not affect the other', async () => {
    const down = loadPayframe(publishable, { host: 'https://down.example' }).catch((error) => error);
    const up = loadPayframe(publishable, { host });
    await flush();
    const [first, second] = scripts();
    expect([first?.src, second?.src].map((src) => src && new URL(src).origin)).toEqual([
      'https://down.example',
      host,
    ]);
    first?.dispatchEvent(new Event('error'));
    arrive();
    expect(await up).toBe(made);
    await down;
  });

  test('leaves no unhandled rejection if nobody awaits it yet, and rejects for those who do later', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    vi.useRealTimers();
    try {
      const refused = loadPayframe('');
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(unhandled).not.toHaveBeenCalled();
      await expect(refused).rejects.toMatchObject({ code: 'invalid_publishable_key' });
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });

  test('that is aborted ends at once, and goes on for others', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const remove = vi.spyOn(signal, 'removeEventListener');
    const aborted = loadPayframe(publishable, { host }, { signal });
    const other = loadPayframe(publishable, { host }, { signal: new AbortController().signal });
    await flush();
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'PayframeError', code: 'aborted' });
    arrive();
    expect(await other).toBe(made);
    await flush();
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
    delete global.Payframe;
    const late = loadPayframe(publishable, { host }, { signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ code: 'aborted' });
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

describe('a page that is left', () => {
  const hide = () => window.dispatchEvent(new Event('pagehide'));
  const show = () => window.dispatchEvent(new Event('pageshow'));

  test('hears of no failure, however often its scripts are cut off', async () => {
    const settled = vi.fn();
    void loadPayframe(publishable, { host }).then(settled, settled);
    await flush();
    fail();
    await wait();
    fail();
    await wait();
    hide();
    fail();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(settled).not.toHaveBeenCalled();
    expect(scripts()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    show();
    await flush();
    arrive();
    await flush();
    expect(settled).toHaveBeenCalledExactlyOnceWith(made);
  });

  test('and comes back loads what was cut off, as if it had not been tried', async () => {
    const loading = loadPayframe(publishable, { host }).catch((error: unknown) => error);
    for (let round = 0; round < 5; round++) {
      await flush();
      hide();
      fail();
      await flush();
      expect(scripts()).toEqual([]);
      show();
    }
    await flush();
    arrive();
    expect(await loading).toBe(made);
  });

  test('and is back before the browser says that the script was cut off', async () => {
    const loading = loadPayframe(publishable, { host });
    await flush();
    hide();
    show();
    fail();
    await flush();
    arrive();
    expect(await loading).toBe(made);
  });
});

describe('where a page enforces Trusted Types', () => {
  test('the address goes through one policy named payframe [E9]', async () => {
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
      code: 'load_failed',
      message: expect.stringContaining('trusted-types'),
      cause: expect.any(TypeError),
    });
  });
});
