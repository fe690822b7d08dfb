import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LATER_TEXTS, post } from '../../src/frame/api/api.js';
import en from '../../src/frame/language/locales/en.json';
import { publishable } from '../keys/make-keys.js';

const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const access = { key: publishable };
const body = new URLSearchParams({ a: '1' });
const good = { id: 'pm_1', object: 'payment_method' };
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
const sent = (index = 0) => {
  const [path, init] = fetch.mock.calls[index] as [string, RequestInit];
  return { path, init, headers: init.headers as Record<string, string> };
};

/** Posts, and lets all waits pass. */
async function run(options: object = {}) {
  const answer = post('/v1/payment_methods', body, { ...access, ...options });
  await vi.advanceTimersByTimeAsync(40_000);
  return answer;
}

beforeEach(() => {
  vi.useFakeTimers();
  fetch.mockReset();
  vi.stubGlobal('fetch', fetch);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const connection = { error: expect.objectContaining({ type: 'api_connection_error' }) };
const unreadable = { error: expect.objectContaining({ type: 'api_error', code: 'invalid_response' }) };

test('what it says in English is what the texts say', () => {
  expect(en).toMatchObject(LATER_TEXTS);
});

describe('a request', () => {
  test('is one POST of a form to the own origin, without cookies, and follows no redirect', async () => {
    fetch.mockResolvedValue(json(good));
    expect(await run()).toEqual({ value: good });
    const { path, init, headers } = sent();
    expect(path).toBe('/v1/payment_methods');
    expect(init).toMatchObject({ method: 'POST', body, credentials: 'omit', redirect: 'error' });
    expect(headers).toEqual({
      Authorization: `Bearer ${publishable}`,
      'Idempotency-Key': expect.stringMatching(/^[\d-]{7,43}$/),
    });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('names the connected account and the API version where there are any', async () => {
    fetch.mockResolvedValue(json(good));
    await run({ account: 'acct_1', apiVersion: '2026-01-01' });
    expect(sent().headers).toMatchObject({ 'Payframe-Account': 'acct_1', 'Payframe-Version': '2026-01-01' });
  });

  test('has an idempotency key of its own', async () => {
    fetch.mockImplementation(async () => json(good));
    await run();
    await run();
    expect(sent(0).headers['Idempotency-Key']).not.toBe(sent(1).headers['Idempotency-Key']);
  });
});

describe('a fault that may pass', () => {
  const faults: [string, () => Promise<Response>][] = [
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['500', async () => json({ error: { type: 'api_error', message: 'Oops.' } }, 500)],
    ['502 with HTML', async () => new Response('<html>Bad Gateway</html>', { status: 502 })],
    ['503', async () => new Response(null, { status: 503 })],
    ['504', async () => new Response('', { status: 504 })],
    [
      '409, a lock',
      async () => json({ error: { type: 'invalid_request_error', code: 'lock_timeout', message: 'x' } }, 409),
    ],
    [
      'a connection that breaks while the answer comes',
      async () =>
        new Response(new ReadableStream({ start: (control) => control.error(new TypeError('network')) })),
    ],
  ];

  test.each(faults)('%s: is tried again, under the same idempotency key [F1, F8]', async (_, fault) => {
    fetch.mockImplementationOnce(fault).mockImplementationOnce(fault).mockResolvedValueOnce(json(good));
    expect(await run()).toEqual({ value: good });
    expect(fetch).toHaveBeenCalledTimes(3);
    const keys = [0, 1, 2].map((index) => sent(index).headers['Idempotency-Key']);
    expect(new Set(keys).size).toBe(1);
  });

  test.each(faults)('%s: ends after three tries with a typed error', async (_, fault) => {
    fetch.mockImplementation(fault);
    expect(await run()).toEqual({
      error: expect.objectContaining({ type: expect.stringMatching(/error$/) }),
    });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test('waits longer before each try', async () => {
    fetch.mockRejectedValue(new TypeError('Failed to fetch'));
    const answer = post('/v1/tokens', body, access);
    const times: number[] = [];
    for (let ms = 0; ms < 5_000; ms += 100) {
      if (fetch.mock.calls.length > times.length) times.push(ms);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(await answer).toEqual(connection);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(300);
    expect(third - second).toBeGreaterThan(second - first);
  });
});

describe('an answer that stands', () => {
  test.each([400, 401, 402, 403, 404, 429])('%s: is not tried again', async (status) => {
    fetch.mockResolvedValue(json({ error: { type: 'card_error', message: 'No.' } }, status));
    expect(await run()).toEqual({ error: { type: 'card_error', message: 'No.' } });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  const limited = (after?: string, body = '<html>Too Many Requests') =>
    new Response(body, { status: 429, headers: after === undefined ? {} : { 'Retry-After': after } });
  const rateLimit = { error: expect.objectContaining({ type: 'rate_limit_error', code: 'rate_limit' }) };

  test.each([[undefined], ['60'], ['6'], ['-1'], ['1.5'], ['Wed, 21 Oct 2026 07:28:00 GMT'], ['']])(
    '429 of a gateway, with Retry-After %j: is a rate limit, told at once',
    async (after) => {
      fetch.mockImplementation(async () => limited(after));
      expect(await run()).toEqual(rateLimit);
      expect(fetch).toHaveBeenCalledTimes(1);
    },
  );

  test('429 with a short Retry-After: is tried again after it, under the same idempotency key', async () => {
    fetch.mockImplementationOnce(async () => limited('2')).mockResolvedValueOnce(json(good));
    const answer = post('/v1/tokens', body, access);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await answer).toEqual({ value: good });
    expect(sent(1).headers['Idempotency-Key']).toBe(sent(0).headers['Idempotency-Key']);
  });

  test('429 again and again: is a rate limit after three tries', async () => {
    fetch.mockImplementation(async () => limited('1', ''));
    expect(await run()).toEqual(rateLimit);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test('keeps the known fields of an error that are texts, and nothing else', async () => {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
      message: 'No.',
      param: null,
      doc_url: 5,
      request_log_url: 'https://x.example',
      stack: 'at …',
      __proto__: { polluted: true },
    };
    fetch.mockResolvedValue(json({ error }, 402));
    expect(await run()).toEqual({
      error: { type: 'card_error', code: 'card_declined', decline_code: 'lost_card', message: 'No.' },
    });
  });

  test('gives an error the id of its request, from the header, so that the host can find it in its log', async () => {
    const error = { type: 'card_error', message: 'No.', request_id: 5 };
    const headers = { 'Request-Id': 'req_a1B2' };
    fetch.mockResolvedValue(new Response(JSON.stringify({ error }), { status: 402, headers }));
    expect(await run()).toEqual({ error: { type: 'card_error', message: 'No.', request_id: 'req_a1B2' } });
  });

  test.each([[{}], [{ type: 5, message: null }]])(
    'gives an error without type and message both: %j',
    async (error) => {
      fetch.mockResolvedValue(json({ error }, 400));
      expect(await run()).toEqual({
        error: { type: 'api_error', message: expect.stringMatching(/refused/) },
      });
    },
  );
});

describe('what is no answer of the API', () => {
  test.each<[string, () => Response]>([
    ["a captive portal's HTML", () => new Response('<!doctype html><title>Sign in to Wi-Fi</title>')],
    ['an empty body', () => new Response('')],
    ['no body', () => new Response(null, { status: 204 })],
    ['truncated JSON', () => new Response('{"id": "pm_1", "object": "paym')],
    ['a list', () => json([good])],
    ['a text', () => json('pm_1')],
    ['null', () => json(null)],
    ['an object without an id', () => json({ object: 'payment_method' })],
    ['an id that is no text', () => json({ id: 5 })],
    ['an error that is a text', () => json({ error: 'invalid_client' }, 400)],
    [
      "a gateway's object that has an id, with a status that says no",
      () => json({ id: 'req_1', message: 'Forbidden' }, 403),
    ],
    ['bytes that are no text', () => new Response(new Uint8Array([0xff, 0xfe, 0x00]))],
  ])('%s gives a typed error, and none of the body', async (_, make) => {
    fetch.mockImplementation(async () => make());
    const answer = await run();
    expect(answer).toEqual(unreadable);
    expect(JSON.stringify(answer)).not.toMatch(/Wi-Fi|pm_1|invalid_client|Forbidden/);
  });

  test('a byte order mark and another content type do no harm', async () => {
    fetch.mockResolvedValue(
      new Response(`\ufeff${JSON.stringify(good)}`, { headers: { 'Content-Type': 'text/html' } }),
    );
    expect(await run()).toEqual({ value: good });
  });

  test('of 50 MB is given up early [F4]', async () => {
    let pulled = 0;
    const stream = new ReadableStream({
      pull(control) {
        pulled += 64 * 1024;
        control.enqueue(new Uint8Array(64 * 1024).fill(0x20));
        if (pulled > 50 * 1024 * 1024) control.close();
      },
    });
    fetch.mockResolvedValue(new Response(stream));
    expect(await run()).toEqual(unreadable);
    expect(pulled).toBeLessThan(1024 * 1024);
  });
});

describe('a server that does not answer', () => {
  /** `AbortSignal.timeout` by the fake clock. */
  const fakeTimeout = () =>
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('Timed out.', 'TimeoutError')), ms);
      return controller.signal;
    });
  const timeout = { error: expect.objectContaining({ type: 'api_connection_error', code: 'timeout' }) };

  test('before its headers: ends after 30 seconds, and is not tried again [F3]', async () => {
    fakeTimeout();
    fetch.mockImplementation(
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const answer = post('/v1/tokens', body, access);
    const settled = vi.fn();
    void answer.then(settled);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await answer).toEqual(timeout);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('in the middle of its body: ends too [F3]', async () => {
    fakeTimeout();
    fetch.mockImplementation(
      async (_, { signal }) =>
        new Response(
          new ReadableStream({
            start(control) {
              control.enqueue(new TextEncoder().encode('{"id":'));
              signal?.addEventListener('abort', () => control.error(signal.reason));
            },
          }),
        ),
    );
    expect(await run()).toEqual(timeout);
  });

  test('with faults before: all tries together take no longer', async () => {
    fakeTimeout();
    fetch.mockImplementation(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          if (signal?.aborted) reject(signal.reason);
          signal?.addEventListener('abort', () => reject(signal.reason));
          setTimeout(() => reject(new TypeError('reset')), 14_500);
        }),
    );
    const answer = post('/v1/tokens', body, access);
    // The last wait between two tries may still end.
    await vi.advanceTimersByTimeAsync(31_200);
    expect(await answer).toEqual(timeout);
  });
});
