/** What a browser is told of a visit to its wallet, and what is read from its answer. */
import { describe, expect, test } from 'vitest';
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
    expect(googlePay.read(answer('{"id":"tok_1","object":"token"}')).data).toEqual({ token: 'tok_1' });
    expect(googlePay.read(answer('{"signature":"MEU="}')).data).toEqual({ token: '{"signature":"MEU="}' });
    expect(googlePay.read(answer('opaque')).data).toEqual({ token: 'opaque' });
  });

  test.each([undefined, null, 'text', {}, { paymentMethodData: [] }, answer(7)])(
    'that answers with nonsense pays with nothing: %j',
    (details) => {
      expect(googlePay.read(details)).toEqual({ data: { token: '' } });
    },
  );
});
