// @vitest-environment jsdom
/** `verifyIdentity` of the double, which shows nothing. */
import { describe, expect, test } from 'vitest';
import { createPayframeDouble } from '../../src/testing/index.js';
import { secretTest } from '../keys/make-keys.js';

const SECRET = 'vs_1_secret_2';

describe('the double’s verifyIdentity', () => {
  test('submits, once for each client secret', async () => {
    const payframe = createPayframeDouble();
    expect(await payframe.verifyIdentity(SECRET)).toEqual({ verificationSession: { id: 'vs_1' } });
    const { error } = await payframe.verifyIdentity(SECRET);
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'session_expired' });
    expect(await payframe.verifyIdentity('vs_1_secret_3')).toHaveProperty('verificationSession');
  });

  test('ends as the test says, and can be tried again after an error', async () => {
    const ends = ['consent_declined', 'session_cancelled', 'submitted'] as const;
    let tries = 0;
    const payframe = createPayframeDouble({ identity: () => ends[tries++] ?? 'submitted' });
    const declined = (await payframe.verifyIdentity(SECRET)).error;
    expect(declined?.code).toBe('consent_declined');
    expect(declined?.message).toBe('You declined to have your identity verified.');
    expect((await payframe.verifyIdentity(SECRET)).error?.code).toBe('session_cancelled');
    expect((await payframe.verifyIdentity(SECRET)).verificationSession?.id).toBe('vs_1');
  });

  test('gives each call its result while it is open', async () => {
    const payframe = createPayframeDouble();
    const calls = [payframe.verifyIdentity(SECRET), payframe.verifyIdentity('vs_2_secret_3')];
    const ids = (await Promise.all(calls)).map(({ verificationSession }) => verificationSession?.id);
    expect(ids).toEqual(['vs_1', 'vs_1']);
    const second = await payframe.verifyIdentity('vs_2_secret_3');
    expect(second.verificationSession?.id).toBe('vs_2');
  });

  test('ends when the page aborts it', async () => {
    const payframe = createPayframeDouble({ identity: () => new Promise(() => {}) });
    const controller = new AbortController();
    const call = payframe.verifyIdentity(SECRET, { signal: controller.signal });
    controller.abort();
    expect((await call).error?.code).toBe('aborted');
  });

  test('refuses a secret key, and says none of it', async () => {
    const key = secretTest;
    await expect(createPayframeDouble().verifyIdentity(key)).rejects.toThrow(
      expect.objectContaining({
        code: 'secret_key_refused',
        message: expect.not.stringContaining(key),
      }),
    );
  });
});
