/** A visit to a wallet ends in bounded time, whatever page and shopper do. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQuestions } from '../../src/frame/elements/expressCheckout/page-questions.js';
import { problemOf, readRequest } from '../../src/frame/elements/expressCheckout/request.js';
import { deliveryText } from '../../src/frame/elements/expressCheckout/sheet/delivery.js';
import { createWalletSession } from '../../src/frame/elements/expressCheckout/wallet-session.js';
import { availability, offeredWallets, WALLETS } from '../../src/frame/elements/expressCheckout/wallets.js';
import type { FrameMessage, JsonObject } from '../../src/wire/index.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const [, googlePay] = WALLETS as [unknown, (typeof WALLETS)[number]];
const jenny = {
  name: 'Jenny Rosen',
  email: 'jenny@example.com',
  phone: '+15555550100',
  address: {
    line1: '1 Example Street',
    line2: null,
    city: 'Austin',
    state: 'TX',
    postal_code: '78701',
    country: 'US',
  },
};
const rates = [
  { id: 'slow', displayName: 'Slow', amount: 0 },
  { id: 'fast', displayName: 'Fast', amount: 900 },
];

function begin(details: JsonObject = {}) {
  const asked: Extract<FrameMessage, { type: 'question' }>[] = [];
  const warnings: string[] = [];
  const questions = createQuestions((message) => message.type === 'question' && asked.push(message));
  const session = createWalletSession(
    {
      wallet: googlePay,
      options: () => ({}),
      money: () => ({ amount: 1099, currency: 'usd' }),
      ask: questions.ask,
      warn: (problem) => warnings.push(problem),
    },
    details,
  );
  let end: string | undefined;
  session.onEnd((how) => (end = how));
  const answer = (action: 'resolve' | 'reject', given: JsonObject = {}) =>
    questions.receive({ type: 'answer', id: asked.at(-1)?.id ?? 0, options: { [action]: given } });
  return { session, asked, warnings, answer, ended: () => end };
}

const means = { payer: jenny, data: { number: 'typed' }, secret: 'typed' };

describe('a visit ends with cancel', () => {
  test('20 seconds after a change of the address that the page does not answer', async () => {
    const { session, warnings, ended } = begin({ shippingAddressRequired: true, shippingRates: rates });
    const accepted = session.chooseAddress(jenny);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(ended()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect([await accepted, ended()]).toEqual([false, 'canceled']);
    expect(warnings).toEqual([
      "on('shippingaddresschange'): neither resolve() nor reject() was called within 20 seconds.",
    ]);
  });

  test('ten minutes after the shopper agreed, if the page neither pays nor says that it failed', async () => {
    const { session, ended } = begin();
    void session.pay(means);
    await vi.advanceTimersByTimeAsync(599_999);
    expect(ended()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended()).toBe('canceled');
    expect(session.agreed()).toBeUndefined();
  });

  test('when nobody listens for confirm', async () => {
    const { session, answer, ended } = begin();
    void session.pay(means);
    answer('resolve');
    await vi.advanceTimersByTimeAsync(0);
    expect(ended()).toBe('canceled');
  });

  test('once, whatever comes later', () => {
    const { session } = begin();
    const ends: string[] = [];
    session.onEnd((how) => ends.push(how));
    session.end('canceled');
    session.end('paid');
    session.settle();
    session.onEnd((how) => ends.push(`late ${how}`));
    expect(ends).toEqual(['canceled', 'late canceled']);
  });
});

describe('the page', () => {
  test('is told of each address without its street, also of the same one again', async () => {
    const { session, asked, answer } = begin({ shippingAddressRequired: true, shippingRates: rates });
    for (let time = 0; time < 2; time++) {
      const accepted = session.chooseAddress(jenny);
      answer('resolve');
      expect(await accepted).toBe(true);
    }
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({
      name: 'shippingaddresschange',
      details: {
        name: 'Jenny Rosen',
        address: { city: 'Austin', state: 'TX', postal_code: '78701', country: 'US' },
      },
    });
    expect(JSON.stringify(asked)).not.toContain('Example Street');
  });

  test('replaces rates and items by its answer, and a second answer counts for nothing', async () => {
    const { session, answer } = begin({ shippingAddressRequired: true, shippingRates: rates });
    const accepted = session.chooseAddress(jenny);
    answer('resolve', { shippingRates: [rates[1] as JsonObject] });
    answer('reject');
    expect(await accepted).toBe(true);
    expect(session.state().rate).toEqual(rates[1]);
  });

  test('refuses an address, and the visit goes on with another one', async () => {
    const { session, answer, ended } = begin({ shippingAddressRequired: true, shippingRates: rates });
    const refused = session.chooseAddress(jenny);
    answer('reject');
    expect([await refused, ended()]).toEqual([false, undefined]);
    const accepted = session.chooseAddress({ ...jenny, name: 'Chris Miller' });
    answer('resolve');
    expect(await accepted).toBe(true);
  });

  test('says that a payment failed, and the shopper agrees once more', async () => {
    const { session, answer, ended } = begin();
    const failure = session.pay(means);
    expect(session.agreed()).toMatchObject({ wallet: { type: 'google_pay' }, payer: jenny });
    answer('reject', { reason: 'fail', message: 'Sold out.' });
    expect(await failure).toBe('Sold out.');
    expect(session.agreed()).toBeUndefined();
    void session.pay(means);
    session.settle();
    expect(ended()).toBe('paid');
  });

  test('learns the e-mail address and phone number only where it asks for them', async () => {
    for (const asks of [true, false]) {
      const { session, asked } = begin({ emailRequired: asks, phoneNumberRequired: asks });
      void session.pay(means);
      const [{ details }] = asked as [(typeof asked)[0]];
      expect(Object.keys(details.billingDetails as object).sort()).toEqual(
        asks ? ['address', 'email', 'name', 'phone'] : ['address', 'name'],
      );
    }
  });
});

test.each([
  [
    {
      lineItems: [
        { name: 'Tea', amount: 600 },
        { name: 'Cup', amount: 500 },
      ],
    },
    /sum is 1100.*amount of the group only 1099/,
  ],
  [{ lineItems: [{ name: 'Tea' }] }, /lineItems\[0\]: takes/],
  [{ shippingRates: [{ id: 'slow', amount: 1.5, displayName: 'Slow' }] }, /shippingRates\[0\]: takes/],
  [{ lineItems: [{ name: 'Tea', amount: 1099 }] }, undefined],
])('options of a request say what is wrong with them: %j', (options, problem) => {
  const found = problemOf(options as JsonObject, 1099);
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

test('a request has only rates and items of the right shape', () => {
  const request = readRequest({
    lineItems: [null, 5, { name: 'Tea', amount: 5 }],
    shippingRates: 'none',
  } as never);
  expect(request).toMatchObject({ lineItems: [{ name: 'Tea', amount: 5 }], shippingRates: [] });
});

const host = (...types: string[]) =>
  ({ payment_methods: types.map((type) => ({ type, name: '' })) }) as never;

test.each([
  [{}, ['card', 'paypal'], ['applePay', 'googlePay', 'paypal']],
  [{ paymentMethodOrder: ['paypal', 'google_pay'] }, ['card', 'paypal'], ['paypal', 'googlePay', 'applePay']],
  [{ paymentMethods: { applePay: 'never' } }, ['card'], ['googlePay']],
  [{ wallets: { googlePay: 'never' } }, ['card'], ['applePay']],
  [{}, ['ideal'], []],
])('wallets with %j of a host with %j are %j', (options, types, wanted) => {
  expect(
    offeredWallets(host(...types), options as JsonObject, () => true).map(({ option }) => option),
  ).toEqual(wanted);
});

test('nothing is available where no wallet is shown', () => {
  expect(availability([])).toBeUndefined();
  expect(availability([googlePay])).toMatchObject({ googlePay: true, applePay: false, link: false });
});

test.each([
  ['tomorrow', 'tomorrow'],
  [
    { minimum: { unit: 'business_day', value: 3 }, maximum: { unit: 'business_day', value: 5 } },
    '3–5 business days',
  ],
  [{ minimum: { unit: 'hour', value: 1 }, maximum: { unit: 'day', value: 1 } }, '1 hour to 1 day'],
  [{ maximum: { unit: 'week', value: 2 } }, 'within 2 weeks'],
  [{ minimum: { unit: 'month', value: 1 } }, 'at least 1 month'],
  [undefined, ''],
])('a delivery of %j is told as %j', (estimate, text) => {
  expect(deliveryText(estimate)).toBe(text);
});
