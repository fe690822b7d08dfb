import { expect, test } from 'vitest';
import { withNextStep } from '../../src/frame/api/next-step.js';

const client_secret = 'pi_1_secret_abc';
const intent = { id: 'pi_1', object: 'payment_intent', client_secret };
const waiting = (next_action: object | null) => ({ ...intent, status: 'requires_action', next_action });
const step = (value: object, params: object) =>
  withNextStep({ value: value as never }, { client_secret, ...params });

const redirect = { type: 'redirect_to_url', redirect_to_url: { url: 'https://bank.example/1' } };
const url = 'https://pay.example/3ds/payatt_1';
const threeDSecure = { type: 'use_stripe_sdk', use_stripe_sdk: { stripe_js: url, source: 'payatt_1' } };

test('a page goes where the customer acts', () => {
  const value = waiting(redirect);
  expect(step(value, { acts: true })).toEqual({ value, leave: 'https://bank.example/1' });
});

test("a page shows the bank's page", () => {
  const value = waiting(threeDSecure);
  expect(step(value, { acts: true })).toEqual({
    value,
    challenge: { client_secret, url, source: 'payatt_1' },
  });
});

test('a page shows a voucher, which is no question that could be canceled', async () => {
  const voucher = {
    type: 'oxxo_display_details',
    oxxo_display_details: { hosted_voucher_url: 'https://pay.example/pay/payatt_1' },
  };
  const value = waiting(voucher);
  expect(step(value, { acts: true })).toEqual({
    value,
    challenge: { client_secret, url: 'https://pay.example/pay/payatt_1' },
  });
  // Such a page can show no dialog, but the voucher can be paid.
  expect(await step(value, { acts: true, isolated: true })).toEqual({ value });
});

test("a cross-origin isolated page, which can show no bank's page, gets an error that says what to do", async () => {
  const value = waiting(threeDSecure);
  expect(await step(value, { acts: true, isolated: true })).toEqual({
    error: expect.objectContaining({
      code: 'cross_origin_isolated',
      param: 'return_url',
      payment_intent: value,
    }),
  });
  expect(await step(waiting(redirect), { acts: true, isolated: true })).toHaveProperty('leave');
});

test.each([
  ['succeeded', 'succeeded'],
  ['requires_capture', 'succeeded'],
  ['processing', 'pending'],
  ['requires_action', 'pending'],
])(
  'a page goes to its return_url once the intent is %s, without the client secret',
  (status, redirect_status) => {
    const value = { ...intent, status, next_action: null };
    const return_to = 'https://shop.example/done?cart=1';
    expect(step(value, { acts: true, return_to })).toEqual({
      value,
      leave: `${return_to}&payment_intent=pi_1&redirect_status=${redirect_status}`,
    });
    expect(step(value, { acts: false, return_to })).toEqual({ value });
    expect(step(value, { acts: true, return_to: null })).toEqual({ value });
  },
);

test('a page goes to the bank first, and not to its return_url', () => {
  const value = waiting(redirect);
  const return_to = 'https://shop.example/done';
  expect(step(value, { acts: true, return_to })).toEqual({ value, leave: 'https://bank.example/1' });
});

test('a page that does not act does nothing', () => {
  for (const next_action of [redirect, threeDSecure])
    expect(step(waiting(next_action), { acts: false })).toEqual({ value: waiting(next_action) });
});

test.each<[object | null]>([
  [null],
  [{ type: 'verify_with_microdeposits' }],
  [{ type: 'x', redirect_to_url: {} }],
])('a page can do nothing about %j', (next_action) => {
  expect(step(waiting(next_action), { acts: true })).toEqual({ value: waiting(next_action) });
});

test.each(['succeeded', 'processing', 'requires_payment_method', 'canceled'])(
  'a page has nothing to do with an intent that is %s',
  (status) => {
    const value = { ...intent, status, next_action: redirect };
    expect(step(value, { acts: true })).toEqual({ value });
  },
);

test('an error leads nowhere', () => {
  const error = { type: 'api_error', message: 'No.' } as const;
  expect(withNextStep({ error }, { acts: true })).toEqual({ error });
});
