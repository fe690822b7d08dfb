import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusal } from '../../src/frame/runtime/refusal.js';
import { type Init, PROTOCOL } from '../../src/wire/index.js';
import {
  body,
  disguises,
  key,
  publishable,
  publishableLive,
  secretLive,
  secrets,
} from '../keys/make-keys.js';

const init = (changed: Partial<Init> = {}): Init => ({
  type: 'init',
  protocol: PROTOCOL,
  key: publishable,
  group: 'g',
  options: {},
  ...changed,
});
const shop = 'https://shop.example';
const host = (origin: string) => vi.stubGlobal('location', new URL(origin));

beforeEach(() => host('https://pay.example'));
afterEach(() => vi.unstubAllGlobals());

describe('a frame, which relies on no script of the page', () => {
  test('serves a publishable key of either mode', () => {
    expect(refusal(init(), shop)).toBeUndefined();
    expect(refusal(init({ key: publishableLive }), shop)).toBeUndefined();
  });

  describe.each(Object.entries(disguises))('refuses a key disguised by %s', (_, disguise) => {
    test.each(secrets)('%s_…, and echoes nothing of it [K1, K3]', (_prefix, _kind, _mode, secret) => {
      const error = refusal(init({ key: disguise(secret) }), shop);
      expect(error).toMatchObject({ type: 'invalid_request_error', code: 'secret_key_refused' });
      expect(JSON.stringify(error)).not.toContain(body.slice(0, 6));
    });
  });

  test.each([
    ['nothing', ''],
    ['a placeholder', key('pk', 'test', 'xxx')],
    ['a client secret', key('pi', body, 'secret', body)],
    ['a key with a space', `${publishable} `],
    ['a word', 'hello'],
  ])('refuses %s', (_, text) => {
    expect(refusal(init({ key: text }), shop)).toMatchObject({ type: 'invalid_request_error' });
  });

  test.each([
    'null',
    'file://',
    'about:blank',
    'data:',
    '',
    'chrome-extension://abc',
    'blob:https://shop.example/1',
  ])('refuses a page whose origin is %j', (origin) => {
    expect(refusal(init(), origin)).toMatchObject({ code: 'insecure_page' });
  });

  test.each([
    ['http://shop.example', 'https://pay.example'],
    ['http://localhost:3000', 'https://pay.example'],
    [shop, 'http://localhost:4242'],
    ['http://localhost:3000', 'http://localhost:4242'],
  ])('refuses a live key on a page at %s, itself at %s', (page, own) => {
    host(own);
    expect(refusal(init({ key: publishableLive }), page)).toMatchObject({ code: 'insecure_page' });
    expect(refusal(init(), page)).toBeUndefined();
  });

  test.each([0, PROTOCOL - 1, PROTOCOL + 1, PROTOCOL + 0.5, -1, 1e9])(
    'refuses protocol %s before it looks at anything else',
    (protocol) => {
      expect(refusal(init({ protocol, key: secretLive }), 'null')).toEqual({
        type: 'api_connection_error',
        code: 'frame_version_mismatch',
        message: expect.stringContaining(`protocol ${protocol} and the frame ${PROTOCOL}`),
      });
    },
  );
});
