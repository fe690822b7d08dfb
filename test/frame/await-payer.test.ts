import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAgentCalls } from '../../src/frame/agent/calls.js';
import type { Answer } from '../../src/frame/api/answer.js';
import type { Request } from '../../src/frame/api/sender.js';
import type { CallMethod, JsonObject } from '../../src/wire/index.js';

const send = vi.fn<(request: Request) => Promise<Answer>>();
const retrieve = vi.fn<(clientSecret: unknown) => Promise<Answer>>();
const call = (method: CallMethod, params: JsonObject) =>
  createAgentCalls(send, retrieve)({ type: 'call', id: 1, method, params, agent: 'payframe/1' });
const client_secret = 'pi_1_secret_a';
const intent = (status: string, more: JsonObject = {}): Answer => ({
  value: { id: 'pi_1', object: 'payment_intent', status, ...more },
});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.resetAllMocks();
});

describe('a confirm that the payer answers in their app', () => {
  const waiting = intent('requires_action', { next_action: { type: 'blik_authorize', blik_authorize: {} } });
  const confirm = () => {
    send.mockResolvedValue(waiting);
    return call('confirm', {
      client_secret,
      acts: true,
      payment_method: { type: 'blik', blik: {} },
      payment_method_options: { blik: { code: '777123' } },
    });
  };

  test('waits until it is answered, though a question to the host gets lost', async () => {
    retrieve
      .mockResolvedValueOnce(waiting)
      .mockResolvedValueOnce({ error: { type: 'api_connection_error', message: '' } })
      .mockResolvedValueOnce(intent('succeeded'));
    const answer = confirm();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toEqual(intent('succeeded'));
    expect(retrieve).toHaveBeenCalledTimes(3);
    expect(send.mock.calls[0]?.[0].params).toMatchObject({
      payment_method_options: { blik: { code: '777123' } },
    });
  });

  test('says why it was not paid', async () => {
    const last_payment_error = { type: 'invalid_request_error', code: 'x', message: 'Declined in the app.' };
    retrieve.mockResolvedValue(intent('requires_payment_method', { last_payment_error }));
    const answer = confirm();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({
      error: { message: 'Declined in the app.', payment_intent: { status: 'requires_payment_method' } },
    });
  });

  test('ends before the page gives up, with an error that asks for a new code', async () => {
    retrieve.mockResolvedValue(waiting);
    const answer = confirm();
    await vi.advanceTimersByTimeAsync(55_000);
    expect(await answer).toMatchObject({
      error: {
        code: 'payment_intent_authentication_failure',
        message: 'The payment was not confirmed in time. Try again with a new code.',
      },
    });
  });

  test('is returned as it is where the page does not act on it', async () => {
    send.mockResolvedValue(waiting);
    expect(await call('confirm', { client_secret, acts: false })).toEqual(waiting);
    expect(retrieve).not.toHaveBeenCalled();
  });

  test('is taken up later', async () => {
    retrieve.mockResolvedValueOnce(waiting).mockResolvedValue(intent('succeeded'));
    const answer = call('retrieve', { client_secret, acts: true });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await answer).toEqual(intent('succeeded'));
  });
});
