/** What a browser is told of a visit to its wallet, and what is read from its answer. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { applePay } from '../../src/frame/elements/expressCheckout/apple-pay.js';
import {
  detailsOf,
  optionsOf,
  recipientOf,
} from '../../src/frame/elements/expressCheckout/browser-details.js';
import { googlePay } from '../../src/frame/elements/expressCheckout/google-pay.js';
import { readRequest } from '../../src/frame/elements/expressCheckout/request.js';
import type { SheetState } from '../../src/frame/elements/expressCheckout/wallet-session.js';

const RATES = [
  { id: 'slow', displayName: 'Slow', amount: 0 },
  { id: 'fast', displayName: 'Fast', amount: 900 },
];

const state = (more: object = {}, money: Partial<SheetState> = {}): SheetState => ({
  ...readRequest(more as never),
  amount: 1099,
  currency: 'usd',
  rate: undefined,
  ...money,
});

const ACCESS = { key: 'pk_live_1' };

const place = { city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' };

describe('a browser is told', () => {
  test.each([
    ['usd', 1099, '10.99'],
    ['usd', 5, '0.05'],
    ['jpy', 1099, '1099'],
    ['kwd', 1099, '1.099'],
  ])('an amount in %s in its main unit', (currency, amount, value) => {
    expect(detailsOf(state({}, { currency, amount }), 'Shop').total).toEqual({
      label: 'Shop',
      amount: { currency: currency.toUpperCase(), value },
    });
  });

  test('the business that the page names before the name of the account', () => {
    expect(detailsOf(state({ business: { name: 'Tea House' } }), 'Shop').total.label).toBe('Tea House');
    expect(detailsOf(state(), '').total.label).toBe('Total');
  });

  test('the ways to ship without those that the page refuses, and none to an address that it refuses', () => {
    const shipping = state(
      { shippingAddressRequired: true, shippingRates: RATES },
      { rate: RATES[1] as SheetState['rate'] },
    );
    const shown = (refused?: Set<string> | 'all') =>
      detailsOf(shipping, '', refused).shippingOptions?.map(({ id, selected }) => [id, selected]);
    expect(shown()).toEqual([
      ['slow', false],
      ['fast', true],
    ]);
    expect(shown(new Set(['slow']))).toEqual([['fast', true]]);
    expect(shown('all')).toEqual([]);
    expect(detailsOf(state({ shippingRates: RATES }), '')).not.toHaveProperty('shippingOptions');
  });

  test('what the page asks of the shopper, and no more', () => {
    expect(optionsOf(state())).toEqual({
      requestPayerName: true,
      requestPayerEmail: false,
      requestPayerPhone: false,
      requestShipping: false,
    });
    expect(optionsOf(state({ emailRequired: true, phoneNumberRequired: true }))).toMatchObject({
      requestPayerEmail: true,
      requestPayerPhone: true,
    });
  });
});

test('an address of any number of lines has two, and none is lost', () => {
  const lines = (...addressLine: string[]) =>
    recipientOf({ ...place, recipient: 'Jenny', phone: '', addressLine } as never).address;
  expect(lines('1 Road')).toMatchObject({ line1: '1 Road', line2: null, state: 'TX', postal_code: '78701' });
  expect(lines('1 Road', '', 'Flat 2', 'Back door')).toMatchObject({ line2: 'Flat 2, Back door' });
  expect(lines()).toMatchObject({ line1: '', line2: null });
});

describe('Google Pay', () => {
  const wallets = { google_pay: { environment: 'TEST', merchant_id: 'm', gateway: { gateway: 'other' } } };
  const host = { wallets, account: { name: 'Shop', country: 'US' } } as never;
  const answer = (token: unknown, info: object = {}) => ({
    paymentMethodData: { info, tokenizationData: { token } },
  });

  test('is asked for the holder’s address unless the page wants none', () => {
    const parameters = (options: object) =>
      googlePay.method(host, state(options))?.data.allowedPaymentMethods[0].parameters;
    expect(parameters({})).toMatchObject({
      billingAddressRequired: true,
      billingAddressParameters: { format: 'FULL' },
    });
    expect(parameters({ billingAddressRequired: false })).not.toHaveProperty('billingAddressRequired');
  });

  test('is asked of no browser by a host that was not set up for it', () => {
    expect(googlePay.method({ account: { name: null } } as never, state())).toBeUndefined();
  });

  test('pays with the id of a token, and with a gateway’s own text as it is', () => {
    const paysWith = (token: string) => googlePay.read(answer(token), ACCESS);
    expect(paysWith('{"id":"tok_1","object":"token"}')).toEqual({ data: { token: 'tok_1' } });
    expect(paysWith('{"signature":"MEU="}')).toEqual({ data: { token: '{"signature":"MEU="}' } });
    expect(paysWith('opaque')).toEqual({ data: { token: 'opaque' } });
  });

  test.each([undefined, null, 'text', {}, { paymentMethodData: [] }, answer(7)])(
    'that answers with nonsense pays with nothing: %j',
    (details) => {
      expect(googlePay.read(details, ACCESS)).toEqual({ data: { token: '' } });
    },
  );
});

describe('Apple Pay', () => {
  const wallets = { apple_pay: { merchant_id: 'merchant.example' } };
  const host = { wallets, account: { name: 'Shop', country: 'DE' } } as never;
  /** Answers the frame's requests like a host, and returns what they are. */
  function answerWith(status: number, body: object) {
    const asked: [string, Record<string, string>][] = [];
    vi.stubGlobal('fetch', async (path: string, { body: sent }: { body: URLSearchParams }) => {
      asked.push([path, Object.fromEntries(sent)]);
      return new Response(JSON.stringify(body), { status });
    });
    return asked;
  }
  afterEach(() => vi.unstubAllGlobals());

  test('is asked for the holder’s address unless the page wants none, in the country of the account', () => {
    const data = (options: object) => applePay.method(host, state(options))?.data;
    expect(data({})).toMatchObject({
      merchantIdentifier: 'merchant.example',
      countryCode: 'DE',
      requiredBillingContactFields: ['name', 'postalAddress'],
    });
    expect(data({ billingAddressRequired: false })).not.toHaveProperty('requiredBillingContactFields');
  });

  test('is asked of no browser by a host that was not set up for it', () => {
    expect(applePay.method({ account: { name: null } } as never, state())).toBeUndefined();
  });

  test('has the whole session that Apple opened', async () => {
    const session = { nonce: '1a2b', signature: 'MIAG', expiresAt: 1_764_531_000_000 };
    const asked = answerWith(200, { id: 'aps_1abc', object: 'apple_pay_session', session });
    expect(await applePay.startSession?.('https://apple.example/', ACCESS)).toEqual(session);
    expect(asked).toEqual([
      ['/v1/elements/apple_pay_sessions', { validation_url: 'https://apple.example/' }],
    ]);
  });

  test('says why there is no session', async () => {
    answerWith(400, { error: { type: 'invalid_request_error', message: 'Not set up.' } });
    await expect(applePay.startSession?.('https://apple.example/', ACCESS)).rejects.toThrow('Not set up.');
  });

  test('pays with the token that the upstream has made of the card', async () => {
    const asked = answerWith(200, { id: 'tok_1abc', object: 'token' });
    const token = { paymentData: { data: 'MEU=' }, transactionIdentifier: 'ab12' };
    expect(await applePay.read({ token }, ACCESS)).toEqual({ data: { token: 'tok_1abc' } });
    expect(asked).toEqual([['/v1/tokens', { pk_token: '{"data":"MEU="}', pk_token_transaction_id: 'ab12' }]]);
  });

  test('does not pay with a card that the upstream can’t read, and says why', async () => {
    answerWith(402, { error: { type: 'card_error', message: 'Your card was declined.' } });
    expect(await applePay.read({ token: {} }, ACCESS)).toMatchObject({
      error: { message: 'Your card was declined.' },
    });
  });

  test.each([undefined, null, 'text', {}, { token: [] }, { token: { paymentData: 7 } }])(
    'that answers with nonsense sends no more than an empty card: %j',
    async (details) => {
      const asked = answerWith(400, { error: { type: 'invalid_request_error', message: 'Invalid.' } });
      expect(await applePay.read(details, ACCESS)).toHaveProperty('error');
      expect(asked).toEqual([['/v1/tokens', { pk_token: '{}' }]]);
    },
  );
});
