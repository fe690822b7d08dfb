// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPending, outcomeOf } from '../../src/frame/api/outcome.js';
import { createBankFrame, whenReturned } from '../../src/frame/challenge/bank-page.js';
import '../../src/frame/challenge/texts.js';

describe('an authentication', () => {
  const intent = (fields: object) => ({ value: { id: 'pi_1', ...fields } });

  test.each(['succeeded', 'processing', 'requires_capture', 'canceled'])(
    'that leaves %s is the intent',
    (status) => {
      expect(outcomeOf(intent({ status }), 'payment_intent')).toEqual(intent({ status }));
    },
  );

  test.each(['payment_intent', 'setup_intent'] as const)('that failed is an error with the %s', (object) => {
    const reason = {
      type: 'invalid_request_error',
      code: `${object}_authentication_failure`,
      message: 'Server.',
    };
    const fields = {
      status: 'requires_payment_method',
      last_payment_error: reason,
      last_setup_error: reason,
    };
    expect(outcomeOf(intent(fields), object)).toEqual({
      error: {
        type: 'invalid_request_error',
        code: `${object}_authentication_failure`,
        message: expect.stringMatching(/^Your bank did not confirm/),
        [object]: { id: 'pi_1', ...fields },
      },
    });
  });

  test('after which the card is declined is that decline', () => {
    const last_payment_error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
      message: 'No.',
    };
    const fields = { status: 'requires_payment_method', last_payment_error };
    expect(outcomeOf(intent(fields), 'payment_intent')).toMatchObject({ error: last_payment_error });
  });

  test('that nobody settled failed', () => {
    const answer = outcomeOf(
      intent({ status: 'requires_action', last_payment_error: null }),
      'payment_intent',
    );
    expect(answer).toMatchObject({ error: { code: 'payment_intent_authentication_failure' } });
  });

  test('whose intent could not be read is why', () => {
    const error = { type: 'api_connection_error' as const, message: 'Offline.' };
    expect(outcomeOf({ error }, 'payment_intent')).toEqual({ error });
    expect(isPending({ error })).toBe(false);
    expect(isPending(intent({ status: 'requires_action' }))).toBe(true);
  });
});

describe('a bank’s page', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,bank',
    'http://bank.example/',
    'blob:https://bank.example/1',
    '//bank.example',
    '',
    undefined,
    7,
  ])('is not at %s', (address) => {
    expect(createBankFrame(address)).toBeUndefined();
  });

  test.each(['https://bank.example/1', `${location.origin}/3ds/1`])(
    'is at %s, without power over the shop',
    (address) => {
      const iframe = createBankFrame(address);
      expect(iframe?.src).toBe(address);
      const allowed = iframe?.getAttribute('sandbox')?.split(' ');
      expect(allowed).toEqual(expect.arrayContaining(['allow-forms', 'allow-scripts', 'allow-same-origin']));
      for (const token of [
        'allow-top-navigation',
        'allow-top-navigation-by-user-activation',
        'allow-downloads',
      ])
        expect(allowed).not.toContain(token);
    },
  );
});

describe('the way back', () => {
  let iframe: HTMLIFrameElement;
  let returned = false;
  beforeEach(() => {
    returned = false;
    iframe = document.body.appendChild(document.createElement('iframe'));
    void whenReturned(iframe).then(() => (returned = true));
  });
  afterEach(() => document.body.replaceChildren());

  /** A message as the browser delivers it. */
  const deliver = async (init: MessageEventInit, isTrusted = true) => {
    const event = new MessageEvent('message', init);
    dispatchEvent(isTrusted ? trusted(event) : event);
    await new Promise((resolve) => setTimeout(resolve));
    return returned;
  };
  const good = () => ({ source: iframe.contentWindow, origin: 'null', data: { type: 'authenticated' } });

  test('is known by its window, its origin and its message', async () => {
    expect(await deliver(good())).toBe(true);
  });

  test.each<[string, (message: ReturnType<typeof good>) => object]>([
    ['another window', (message) => ({ ...message, source: window })],
    ['no window', (message) => ({ ...message, source: null })],
    ['another origin', (message) => ({ ...message, origin: 'https://bank.example' })],
    ['another message', (message) => ({ ...message, data: 'authenticated' })],
  ])('is not taken from %s', async (_, change) => {
    expect(await deliver(change(good()))).toBe(false);
  });

  test('is not taken from a script in the document', async () => {
    expect(await deliver(good(), false)).toBe(false);
  });
});

/** jsdom trusts no event that a test makes; whether it does is a property of an inner object. */
function trusted(event: MessageEvent): MessageEvent {
  const [symbol] = Object.getOwnPropertySymbols(event) as [symbol];
  const inner = (event as unknown as Record<symbol, object>)[symbol] as object;
  Object.defineProperty(inner, 'isTrusted', { get: () => true, set() {} });
  return event;
}
