// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { publishable, publishableLive } from '../keys/make-keys.js';
import { thrown } from './shop.js';

type Page = typeof import('../../src/page/index.js');
let page: Page;
let warn: ReturnType<typeof vi.spyOn>;

const at = (address: string) => vi.stubGlobal('location', new URL(address));
const construct = (key: string, options?: object) => thrown(() => page.Payframe(key, options));

/** The origin that an Element's frame is loaded from. */
function frameOrigin(options: object, key = publishable): string {
  page.Payframe(key, options).elements().create('card').mount(document.body);
  const { src } = document.querySelector('iframe') as HTMLIFrameElement;
  document.body.replaceChildren();
  return src;
}

beforeEach(async () => {
  // What was said once is said once for each load of the script.
  vi.resetModules();
  page = await import('../../src/page/index.js');
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  at('https://shop.example/checkout');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the host', () => {
  test.each([
    ['https://pay.example', 'https://pay.example/frame/v1/card.html'],
    ['https://pay.example/', 'https://pay.example/frame/v1/card.html'],
    ['https://pay.example:8443', 'https://pay.example:8443/frame/v1/card.html'],
    ['https://pay.example/some/path?x=1#y', 'https://pay.example/frame/v1/card.html'],
    ['HTTPS://PAY.EXAMPLE', 'https://pay.example/frame/v1/card.html'],
    ['https://user:password@pay.example', 'https://pay.example/frame/v1/card.html'],
    ['http://localhost:4242', 'http://localhost:4242/frame/v1/card.html'],
    ['http://127.0.0.1:4242', 'http://127.0.0.1:4242/frame/v1/card.html'],
    ['http://127.8.9.1', 'http://127.8.9.1/frame/v1/card.html'],
    ['http://[::1]:4242', 'http://[::1]:4242/frame/v1/card.html'],
    ['http://pay.localhost:4242', 'http://pay.localhost:4242/frame/v1/card.html'],
  ])('is an origin, and the frame is loaded from it: %s', (given, src) => {
    expect(frameOrigin({ host: given })).toBe(src);
  });

  test.each([
    ['host_missing', undefined],
    ['host_missing', null],
    ['host_invalid', ''],
    ['host_invalid', 'pay.example'],
    ['host_invalid', '//pay.example'],
    ['host_invalid', 5],
    ['host_invalid', { origin: 'https://pay.example' }],
    ['host_insecure', 'http://pay.example'],
    ['host_insecure', 'http://localhost.evil.example'],
    ['host_insecure', 'http://127.0.0.1.evil.example'],
    ['host_insecure', 'http://notlocalhost'],
    ['host_insecure', 'http://128.0.0.1'],
    ['host_insecure', 'ftp://localhost'],
    ['host_insecure', 'javascript:alert(1)'],
    ['host_insecure', 'data:text/html,x'],
    ['host_insecure', 'blob:https://pay.example/1'],
    ['host_insecure', 'file:///etc'],
  ])('is refused as %s: %j', (code, given) => {
    expect(construct(publishable, { host: given })).toMatchObject({
      name: 'IntegrationError',
      type: 'invalid_request_error',
      code,
      param: 'host',
    });
  });

  test('must be HTTPS with a live key, on a loopback address too [K7]', () => {
    expect(construct(publishableLive, { host: 'http://localhost:4242' })).toMatchObject({
      code: 'host_insecure',
    });
    expect(frameOrigin({ host: 'https://pay.example' }, publishableLive)).toBe(
      'https://pay.example/frame/v1/card.html',
    );
  });

  test('is not what a polluted prototype says', () => {
    const polluted = Object.prototype as Record<string, unknown>;
    polluted.host = 'https://evil.example';
    try {
      expect(construct(publishable)).toMatchObject({ code: 'host_missing' });
      expect(construct(publishable, {})).toMatchObject({ code: 'host_missing' });
    } finally {
      Reflect.deleteProperty(polluted, 'host');
    }
  });
});

describe('with a script tag', () => {
  const running = (script: unknown) =>
    vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script as HTMLScriptElement);
  const makeScript = (src: string) => Object.assign(document.createElement('script'), { src });

  test('the host is the origin of the script', async () => {
    running(makeScript('https://pay.example/js/v1/payframe.js'));
    const { default: Payframe } = await import('../../src/page/script.js');
    expect(() => Payframe(publishable)).not.toThrow();
    running(null);
    page = { ...page, Payframe };
    expect(frameOrigin({})).toBe('https://pay.example/frame/v1/card.html');
    expect(frameOrigin({ host: 'https://other.example' })).toContain('https://other.example/');
  });

  test('an image that took the name `currentScript` is not taken for the script', async () => {
    const image = Object.assign(document.createElement('img'), { src: 'https://evil.example/x.js' });
    running(image);
    const { default: Payframe } = await import('../../src/page/script.js');
    expect(thrown(() => Payframe(publishable))).toMatchObject({ code: 'host_missing' });
  });

  test('an inline or a module script has no origin to give', async () => {
    running(document.createElement('script'));
    const { default: Payframe } = await import('../../src/page/script.js');
    expect(thrown(() => Payframe(publishable))).toMatchObject({ code: 'host_missing' });
  });

  test("a shop's own bundle, which holds the npm package, is not taken for the host", async () => {
    running(makeScript('https://shop.example/bundle.js'));
    vi.resetModules();
    const { Payframe } = await import('../../src/page/index.js');
    expect(thrown(() => Payframe(publishable))).toMatchObject({ code: 'host_missing' });
  });
});

describe('a page that is not HTTPS', () => {
  const host = 'https://pay.example';

  test('gets one warning with a test key, however often it is used', () => {
    at('http://shop.example/');
    page.Payframe(publishable, { host });
    page.Payframe(publishable, { host });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/needs https: pages/);
  });

  test.each(['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:8080/', 'http://shop.localhost/'])(
    'gets none on a loopback address: %s',
    (address) => {
      at(address);
      page.Payframe(publishable, { host });
      expect(warn).not.toHaveBeenCalled();
    },
  );

  test.each(['http://shop.example/', 'http://localhost:3000/', 'file:///checkout.html', 'about:blank'])(
    'is refused with a live key: %s',
    (address) => {
      at(address);
      expect(construct(publishableLive, { host })).toMatchObject({
        code: 'insecure_page',
        param: 'publishableKey',
      });
      expect(warn).not.toHaveBeenCalled();
    },
  );
});

test('an HTTPS page is served without a word, with either key', () => {
  page.Payframe(publishable, { host: 'https://pay.example' });
  page.Payframe(publishableLive, { host: 'https://pay.example' });
  expect(warn).not.toHaveBeenCalled();
});
