import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { send } from '../../src/frame/checkout-session/send.js';
import { publishable } from '../keys/make-keys.js';

const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

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

const page = { id: 'cs_1', object: 'payment_page', session: { line_items: [{ name: 'T-shirt 1500' }] } };
const json = (value: unknown, init?: ResponseInit) => new Response(JSON.stringify(value), init);
const request = { path: '/v1/payment_pages/cs_1', params: { email: 'ada@shop.example' }, attempt: '1-2-3' };

/** Sends a request, and lets all waits pass. */
async function run(params = request.params as object) {
  const answer = send({ ...request, params: params as never }, { key: publishable }, 'payframe/1');
  await vi.advanceTimersByTimeAsync(40_000);
  return answer;
}

const keys = () => fetch.mock.calls.map(([, { headers }]) => new Headers(headers).get('Idempotency-Key'));

test('the page of a session is returned whole', async () => {
  fetch.mockResolvedValue(json(page));
  expect(await run()).toEqual({ value: page });
  expect(`${fetch.mock.calls[0]?.[1].body}`).toBe('email=ada%40shop.example&payment_user_agent=payframe%2F1');
});

test('a busy host is asked again after the wait that it asks for, with the key of the same attempt', async () => {
  const busy = { error: { type: 'rate_limit_error', code: 'rate_limit', message: 'Too many.' } };
  fetch
    .mockResolvedValueOnce(json(busy, { status: 429, headers: { 'Retry-After': '3' } }))
    .mockResolvedValueOnce(json(page));
  const answer = send(request, { key: publishable }, 'payframe/1');
  await vi.advanceTimersByTimeAsync(2_900);
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await answer).toEqual({ value: page });
  expect(keys()).toEqual(['1-2-3', '1-2-3']);
});

test('a host that does not answer in time is an error that says so', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
  fetch.mockRejectedValue(new DOMException('Timed out', 'TimeoutError'));
  expect(await run()).toMatchObject({
    error: { code: 'timeout', message: expect.stringContaining('did not answer in time') },
  });
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('an error has what an error of any other request has', async () => {
  const error = {
    type: 'card_error',
    code: 'card_declined',
    message: 'No.',
    param: 'card',
    other: 'Not here.',
  };
  fetch.mockResolvedValue(json({ error }, { status: 402, headers: { 'Request-Id': 'req_1a' } }));
  const { other, ...kept } = error;
  expect(await run()).toEqual({ error: { ...kept, request_id: 'req_1a' } });
});

test('parameters that no form can have send nothing', async () => {
  expect(await run({ 'a[b]': '1' })).toMatchObject({ error: { code: 'parameter_invalid' } });
  expect(fetch).not.toHaveBeenCalled();
});
