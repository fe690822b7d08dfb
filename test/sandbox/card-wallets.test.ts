/** Cards that were chosen in a wallet: `card.wallet` of what they pay with. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, memory: true });
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox?.close());

const card = (wallet: unknown) =>
  ({ number: '4242'.repeat(4), exp_month: 12, exp_year: 2034, wallet }) as never;

test.each(['apple_pay', 'google_pay'] as const)(
  'a card of %s says so on method, charge and setup',
  async (type) => {
    const wallet = { type, dynamic_last4: '4242', [type]: {} };
    const method = await stripe.paymentMethods.create({ type: 'card', card: card({ type }) });
    expect(method.card).toMatchObject({ wallet, checks: { cvc_check: null } });
    const paid = await stripe.paymentIntents.create({
      amount: 1099,
      currency: 'usd',
      payment_method: method.id,
      confirm: true,
      payment_method_types: ['card'],
      expand: ['latest_charge'],
    } as never);
    expect((paid.latest_charge as Stripe.Charge).payment_method_details?.card?.wallet).toEqual(wallet);
    const setUp = await stripe.setupIntents.create({
      payment_method: (await stripe.paymentMethods.create({ type: 'card', card: card({ type }) })).id,
      confirm: true,
      payment_method_types: ['card'],
      expand: ['latest_attempt'],
    } as never);
    const { payment_method_details } = setUp.latest_attempt as Stripe.SetupAttempt;
    expect(payment_method_details.card?.wallet).toEqual(wallet);
  },
);

test('a token of a wallet has the name of its tokenization', async () => {
  const names = { apple_pay: 'apple_pay', google_pay: 'android_pay' } as const;
  for (const [type, method] of Object.entries(names)) {
    const token = await stripe.tokens.create({ card: card({ type }) });
    expect(token.card).toMatchObject({ tokenization_method: method, dynamic_last4: '4242' });
  }
});

test('another wallet is refused', async () => {
  const error = await refusal(
    stripe.paymentMethods.create({ type: 'card', card: card({ type: 'visa_checkout' }) }),
  );
  expect(error).toMatchObject({ type: 'StripeInvalidRequestError', param: 'card[wallet][type]' });
});
