import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSender } from '../../src/frame/api/sender.js';
import type { CardData } from '../../src/frame/elements/card/card-data.js';
import { paymentMethodRequest, tokenRequest } from '../../src/frame/elements/card/requests.js';
import { eventually } from '../eventually.js';
import { publishable } from '../keys/make-keys.js';

const card: CardData = {
  number: '4242424242424242',
  exp_month: '4',
  exp_year: '2030',
  cvc: '123',
  postalCode: '10115',
};
const answers: ((response: Response) => void)[] = [];
const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(
  () => new Promise((resolve) => answers.push(resolve)),
);
const answerAll = () => {
  for (const [index, resolve] of answers.splice(0).entries())
    resolve(new Response(JSON.stringify({ id: `id_${index}` })));
};
const bodies = () => fetch.mock.calls.map(([, { body }]) => Object.fromEntries(body as URLSearchParams));

let send: ReturnType<typeof createSender>;
beforeEach(() => {
  fetch.mockClear();
  answers.length = 0;
  vi.stubGlobal('fetch', fetch);
  send = createSender({ key: publishable });
});
afterEach(() => vi.unstubAllGlobals());

describe('the same request while one is in flight', () => {
  test('is sent once, and both callers get its answer [F11]', async () => {
    const both = Promise.all([
      send(tokenRequest(card, {}), 'payframe/1'),
      send(tokenRequest(card, {}), 'payframe/1'),
    ]);
    await eventually(() => expect(answers).toHaveLength(1));
    answerAll();
    const [first, second] = await both;
    expect(first).toEqual({ value: { id: 'id_0' } });
    expect(second).toEqual(first);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('is another once the first has its answer, good or bad', async () => {
    for (const status of [200, 402]) {
      const one = send(tokenRequest(card, {}), '');
      answers.pop()?.(new Response(JSON.stringify({ id: 'x' }), { status }));
      await one;
    }
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['other data', () => send(tokenRequest(card, { name: 'Jenny' }), '')],
    ['another card', () => send(tokenRequest({ ...card, cvc: '321' }, {}), '')],
    ['another object', () => send(paymentMethodRequest(card, {}), '')],
  ])('with %s is another', async (_, other) => {
    const both = Promise.all([send(tokenRequest(card, {}), ''), other()]);
    await eventually(() => expect(answers).toHaveLength(2));
    answerAll();
    await both;
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('a request of an attempt', () => {
  const confirm = (attempt: string, secret = 'pi_1_secret_a') => ({
    path: '/v1/payment_intents/pi_1/confirm',
    params: { client_secret: secret },
    attempt,
  });
  /** Sends it, and returns the idempotency key that it goes with. */
  const keyOf = async (request: Parameters<typeof send>[0], by = send) => {
    fetch.mockClear();
    const answer = by(request, 'payframe/1');
    await eventually(() => expect(answers).toHaveLength(1));
    answerAll();
    await answer;
    const [, { headers }] = fetch.mock.calls[0] as [string, { headers: Record<string, string> }];
    return headers['Idempotency-Key'];
  };

  test('has the same idempotency key again, so that a lost answer is that answer [F9]', async () => {
    const key = await keyOf(confirm('a1'));
    expect(key).toMatch(/^\d{1,10}(?:-\d{1,10}){7}$/);
    expect(await keyOf(confirm('a1'))).toBe(key);
  });

  test('has another key in another frame, so that no one can find by trial what was typed', async () => {
    const key = await keyOf(confirm('a1'));
    expect(await keyOf(confirm('a1'), createSender({ key: publishable }))).not.toBe(key);
  });

  test('has the same key in whatever frame that nothing was typed in', async () => {
    const agent = () => createSender({ key: publishable }, '');
    expect(await keyOf(confirm('a1'), agent())).toBe(await keyOf(confirm('a1'), agent()));
  });

  test('has another one in another attempt, and with other parameters', async () => {
    const key = await keyOf(confirm('a1'));
    expect(await keyOf(confirm('a2'))).not.toBe(key);
    expect(await keyOf(confirm('a1', 'pi_1_secret_b'))).not.toBe(key);
  });

  test('is sent where the page is not HTTPS, and browsers have no digest', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect(await keyOf(confirm('a1'))).toMatch(/^[\d-]{7,43}$/);
  });
});

test.each<[string, Parameters<typeof tokenRequest>[1]]>([
  ['nested too deeply', { a: { b: { c: { d: { e: { f: { g: { h: { i: { j: 1 } } } } } } } } } }],
  ['with brackets in a name', { 'x][number': '5555555555554444' }],
])('parameters %s end in a typed error, and nothing is sent', async (_, data) => {
  for (const request of [tokenRequest(card, data), paymentMethodRequest(card, data)]) {
    expect(await send(request, '')).toEqual({
      error: expect.objectContaining({ type: 'invalid_request_error', code: 'parameter_invalid' }),
    });
  }
  expect(fetch).not.toHaveBeenCalled();
});

describe('what is sent', () => {
  const sent = async (request: Parameters<typeof send>[0], agent = 'payframe/1; react/2') => {
    const answer = send(request, agent);
    answerAll();
    await answer;
    return bodies()[0];
  };

  test('for a token', async () => {
    expect(await sent(tokenRequest(card, { name: 'Jenny', currency: 'eur' }))).toEqual({
      'card[number]': '4242424242424242',
      'card[exp_month]': '4',
      'card[exp_year]': '2030',
      'card[cvc]': '123',
      'card[address_zip]': '10115',
      'card[name]': 'Jenny',
      'card[currency]': 'eur',
      payment_user_agent: 'payframe/1; react/2',
    });
    expect(fetch.mock.calls[0]?.[0]).toBe('/v1/tokens');
  });

  test('for a PaymentMethod', async () => {
    const details = { name: 'Jenny', address: { line1: 'Street 1' } };
    expect(
      await sent(paymentMethodRequest(card, { billing_details: details, metadata: { a: 'b' } })),
    ).toEqual({
      type: 'card',
      'card[number]': '4242424242424242',
      'card[exp_month]': '4',
      'card[exp_year]': '2030',
      'card[cvc]': '123',
      'billing_details[name]': 'Jenny',
      'billing_details[address][line1]': 'Street 1',
      'billing_details[address][postal_code]': '10115',
      'metadata[a]': 'b',
      payment_user_agent: 'payframe/1; react/2',
    });
    expect(fetch.mock.calls[0]?.[0]).toBe('/v1/payment_methods');
  });

  test("a postal code of the page's own takes the place of the field's", async () => {
    expect(await sent(tokenRequest(card, { address_zip: '90210' }))).toMatchObject({
      'card[address_zip]': '90210',
    });
    const data = { billing_details: { address: { postal_code: '90210' } } };
    fetch.mockClear();
    expect(await sent(paymentMethodRequest(card, data))).toMatchObject({
      'billing_details[address][postal_code]': '90210',
    });
  });

  test('no data of the page takes the place of what was typed, nor of the agent', async () => {
    const other = { number: '5555555555554444', exp_month: '1', exp_year: '2040', cvc: '999' };
    const token = await sent(tokenRequest(card, { ...other, payment_user_agent: 'x' }));
    expect(token).toMatchObject({ 'card[number]': card.number, 'card[exp_month]': '4', 'card[cvc]': '123' });
    fetch.mockClear();
    const method = await sent(
      paymentMethodRequest(card, { card: other, type: 'sepa_debit', payment_user_agent: 'x', number: 'x' }),
    );
    expect(method).toMatchObject({
      type: 'card',
      'card[number]': card.number,
      'card[cvc]': '123',
      payment_user_agent: 'payframe/1; react/2',
    });
    expect(JSON.stringify([token, method])).not.toContain('5555');
  });

  test.each([[null], ['x'], [[]], [{ address: 'x' }]])(
    'billing details that are none do no harm: %j',
    async (billing_details) => {
      expect(await sent(paymentMethodRequest(card, { billing_details }))).toMatchObject({
        'card[number]': card.number,
        'billing_details[address][postal_code]': '10115',
      });
    },
  );
});
