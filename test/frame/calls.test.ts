import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCalls } from '../../src/frame/elements/card/calls.js';
import { type CardField, type FieldName, readFields } from '../../src/frame/input/field.js';
import { firstError } from '../../src/frame/input/field-state.js';
import type { FieldErrorCode } from '../../src/frame/input/text-rule.js';
import type { CallMethod } from '../../src/wire/index.js';
import { eventually } from '../eventually.js';
import { publishable } from '../keys/make-keys.js';

const values: Record<FieldName, string> = {
  number: '4242424242424242',
  expiry: '0430',
  cvc: '737',
  postalCode: ' 10115 ',
};

/** Fields with a whole card in them, but for those that have an error. */
function makeFields(errors: Partial<Record<FieldName, FieldErrorCode>> = {}, without: FieldName[] = []) {
  const names = (Object.keys(values) as FieldName[]).filter((name) => !without.includes(name));
  return names.map((name) => ({
    name,
    input: {} as HTMLInputElement,
    raw: () => values[name],
    error: () => errors[name],
    shownError: () => errors[name],
    reveal: vi.fn(),
    fill: vi.fn(),
    clear: vi.fn(),
  })) satisfies CardField[];
}

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const sent = (index = -1) => {
  const [path, { body, headers }] = fetch.mock.calls.at(index) as [string, RequestInit];
  const key = (headers as Record<string, string>)['Idempotency-Key'];
  return { path, body: Object.fromEntries(body as URLSearchParams), key };
};

let calls: ReturnType<typeof createCalls>;
beforeEach(() => {
  fetch.mockReset();
  fetch.mockImplementation(async () => json({ id: 'made_1', status: 'succeeded' }));
  vi.stubGlobal('fetch', fetch);
  calls = createCalls({ key: publishable });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (method: CallMethod, params = {}, fields: CardField[] = makeFields()) =>
  calls({ type: 'call', id: 1, method, params, agent: 'payframe/1' }, readFields(fields));

const card = {
  'card[number]': '4242424242424242',
  'card[exp_month]': '4',
  'card[exp_year]': '2030',
  'card[cvc]': '737',
};
/** The same where it is the data of a PaymentMethod. */
const asData = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      `payment_method_data[${name.replace('[', '][')}`.replace(/\]?$/, ']'),
      value,
    ]),
  );

describe('a call for a card', () => {
  test.each([
    ['createToken', '/v1/tokens'],
    ['createPaymentMethod', '/v1/payment_methods'],
  ] as const)('%s sends what is in the fields', async (method, path) => {
    expect(await run(method, { metadata: { a: 'b' } })).toMatchObject({ value: { id: 'made_1' } });
    expect(sent()).toMatchObject({ path, body: { ...card, payment_user_agent: 'payframe/1' } });
    expect(Object.values(sent().body)).toContain('10115');
  });

  test('needs no postal code', async () => {
    await run('createToken', {}, makeFields({}, ['postalCode']));
    expect(sent().body).not.toHaveProperty('card[address_zip]');
  });

  test('gives nothing of the card to the page, whatever the server echoes [F7]', async () => {
    fetch.mockResolvedValue(
      json({ error: { type: 'card_error', message: '4242 4242 4242 4242, CVC 737.' } }, 402),
    );
    expect(JSON.stringify(await run('createToken'))).not.toMatch(/4242|737/);
  });

  test('that only another frame answers is refused, and nothing is sent', async () => {
    expect(await run('retrieve', { client_secret: 'pi_1_secret_a' })).toMatchObject({
      error: { code: 'method_not_available' },
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('a confirm', () => {
  const params = { client_secret: 'pi_1_secret_a', attempt: 'a1' };

  test('sends the card, with what the page adds, to the intent of the client secret', async () => {
    await run('confirm', {
      ...params,
      payment_method: { billing_details: { name: 'Jenny' } },
      receipt_email: 'jenny@example.com',
    });
    expect(sent()).toMatchObject({
      path: '/v1/payment_intents/pi_1/confirm',
      body: {
        client_secret: 'pi_1_secret_a',
        'payment_method_data[type]': 'card',
        ...asData(card),
        'payment_method_data[billing_details][name]': 'Jenny',
        'payment_method_data[billing_details][address][postal_code]': '10115',
        receipt_email: 'jenny@example.com',
        use_stripe_sdk: 'true',
      },
    });
    expect(sent().body).not.toHaveProperty('attempt');
  });

  test('of a SetupIntent goes to that', async () => {
    await run('confirm', { client_secret: 'seti_1_secret_a' });
    expect(sent().path).toBe('/v1/setup_intents/seti_1/confirm');
  });

  test('lets no parameter of the page take the place of what was typed', async () => {
    const other = { type: 'sepa_debit', card: { number: '5555555555554444' } };
    await run('confirm', {
      ...params,
      payment_method: other,
      payment_method_data: other,
      use_stripe_sdk: 'no',
    });
    expect(sent().body).toMatchObject({
      'payment_method_data[type]': 'card',
      ...asData(card),
      use_stripe_sdk: 'true',
    });
    expect(JSON.stringify(sent().body)).not.toContain('5555');
  });

  test.each([[undefined], ['pi_1'], ['pi_1/../../v1/tokens_secret_x'], ['cs_1_secret_a'], [5]])(
    'with what is no client secret sends nothing: %s',
    async (client_secret) => {
      for (const method of ['confirm', 'confirmWithCvc'] as const) {
        fetch.mockClear();
        expect(await run(method, { client_secret })).toMatchObject({
          error: { code: 'invalid_client_secret' },
        });
        for (const [path] of fetch.mock.calls) expect(path).toBe('/v1/tokens');
      }
    },
  );

  test('that is declined says so with all its objects, and without the card', async () => {
    const last_payment_error = { code: 'x', request: { number: '4242424242424242' } };
    const payment_intent = { id: 'pi_1', note: '4242424242424242', last_payment_error };
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Declined.',
      charge: 'ch_1',
      payment_intent,
      payment_method: { id: 'pm_1' },
      setup_intent: 'no object',
    };
    fetch.mockResolvedValue(json({ error }, 402));
    const { setup_intent: _, ...known } = error;
    expect(await run('confirm', params)).toEqual({
      error: { ...known, payment_intent: { id: 'pi_1', last_payment_error: { code: 'x' } } },
    });
  });

  test('whose answer was lost, made again by the page, is the same to the server [F9]', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    fetch.mockRejectedValue(new TypeError('reset'));
    const lost = run('confirm', params);
    // The tries are 400 and 1,200 ms apart.
    await eventually(async () => {
      await vi.advanceTimersByTimeAsync(500);
      expect(fetch).toHaveBeenCalledTimes(3);
    });
    expect(await lost).toMatchObject({ error: { type: 'api_connection_error' } });
    const { key, body } = sent();
    fetch.mockImplementation(async () => json({ id: 'pi_1' }));
    await run('confirm', params);
    expect(sent()).toMatchObject({ key, body });
    await run('confirm', { ...params, attempt: 'a2' });
    expect(sent().key).not.toBe(key);
  });
});

describe('a confirmation token', () => {
  test('holds the card and what the page adds', async () => {
    await run('createConfirmationToken', {
      payment_method_data: { billing_details: { name: 'Jenny' } },
      return_url: 'https://shop.example',
      setup_future_usage: null,
    });
    expect(sent()).toMatchObject({
      path: '/v1/confirmation_tokens',
      body: {
        ...asData(card),
        'payment_method_data[type]': 'card',
        'payment_method_data[billing_details][name]': 'Jenny',
        return_url: 'https://shop.example',
      },
    });
    expect(sent().body).not.toHaveProperty('setup_future_usage');
  });
});

describe('a security code alone', () => {
  const only = () => makeFields({}, ['number', 'expiry', 'postalCode']);
  const params = { client_secret: 'pi_1_secret_a', attempt: 'a1', payment_method: 'pm_1' };

  test('makes a token', async () => {
    await run('createCvcToken', {}, only());
    expect(sent()).toMatchObject({ path: '/v1/tokens', body: { 'cvc_update[cvc]': '737' } });
  });

  test('goes with a saved card as a token', async () => {
    const options = { card: { network: 'visa' } };
    await run('confirmWithCvc', { ...params, payment_method_options: options }, only());
    expect(sent(0)).toMatchObject({ path: '/v1/tokens', body: { 'cvc_update[cvc]': '737' } });
    expect(sent()).toMatchObject({
      path: '/v1/payment_intents/pi_1/confirm',
      body: {
        payment_method: 'pm_1',
        'payment_method_options[card][cvc_token]': 'made_1',
        'payment_method_options[card][network]': 'visa',
      },
    });
    expect(JSON.stringify(sent().body)).not.toContain('737');
  });

  test('whose token is refused confirms nothing', async () => {
    fetch.mockImplementation(async () => json({ error: { type: 'card_error', message: 'No.' } }, 402));
    expect(await run('confirmWithCvc', params, only())).toEqual({
      error: { type: 'card_error', message: 'No.' },
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('has one token as long as its confirm has no answer, and then another', async () => {
    const unreadable = async () => new Response('<html>');
    fetch.mockImplementationOnce(async () => json({ id: 'tok_1' })).mockImplementationOnce(unreadable);
    expect(await run('confirmWithCvc', params, only())).toMatchObject({
      error: { code: 'invalid_response' },
    });
    const lost = sent();
    fetch.mockImplementation(async () => json({ id: 'pi_1' }));
    await run('confirmWithCvc', params, only());
    expect(sent()).toEqual(lost);
    expect(fetch).toHaveBeenCalledTimes(3);
    await run('confirmWithCvc', params, only());
    expect(fetch).toHaveBeenCalledTimes(5);
  });
});

test('a token of a security code is not used for another intent, though the page calls both one attempt', async () => {
  const only = makeFields({}, ['number', 'expiry', 'postalCode']);
  const params = { attempt: 'a1', payment_method: 'pm_1' };
  fetch
    .mockImplementationOnce(async () => json({ id: 'tok_1' }))
    .mockImplementationOnce(async () => new Response('<html>'));
  await run('confirmWithCvc', { ...params, client_secret: 'pi_1_secret_a' }, only);
  fetch.mockImplementation(async () => json({ id: 'tok_2' }));
  await run('confirmWithCvc', { ...params, client_secret: 'pi_2_secret_a' }, only);
  expect(sent().body).toMatchObject({ 'payment_method_options[card][cvc_token]': 'tok_2' });
});

describe('fields that are not whole', () => {
  test('are shown with all that is missing, in one step, and the first of it is said', () => {
    const fields = makeFields({ cvc: 'incomplete_cvc', expiry: 'incomplete_expiry' });
    const show = vi.fn(() => {
      for (const { reveal } of fields) expect(reveal).toHaveBeenCalledTimes(1);
    });
    expect(firstError(fields, show)).toEqual({
      type: 'validation_error',
      code: 'incomplete_expiry',
      message: expect.any(String),
    });
    expect(show).toHaveBeenCalledTimes(1);
  });

  test('are told from those that are', () => {
    expect(firstError(makeFields(), () => {})).toBeUndefined();
  });
});
