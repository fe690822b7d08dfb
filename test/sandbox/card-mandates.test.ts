/** What the holder of a card agrees to be charged later: `payment_method_options[card][mandate_options]`. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const MONTHLY = {
  amount: 2000,
  amount_type: 'maximum',
  interval: 'month',
  interval_count: 1,
  reference: 'membership-7',
  start_date: 1_900_000_000,
} as const;

const UNSET = { description: null, end_date: null, supported_types: null };

const CARD = { payment_method: 'pm_card_visa', confirm: true, payment_method_types: ['card'] };

const pay = (mandate_options: object) =>
  stripe.paymentIntents.create({
    ...CARD,
    amount: 1000,
    currency: 'eur',
    payment_method_options: { card: { mandate_options: mandate_options as never } },
  });

const setUp = (mandate_options: object) =>
  stripe.setupIntents.create({
    ...CARD,
    payment_method_options: { card: { mandate_options: mandate_options as never } },
  });

test('a payment has them, and goes on as without', async () => {
  const intent = await pay(MONTHLY);
  expect(intent.status).toBe('succeeded');
  expect(intent.payment_method_options?.card?.mandate_options).toEqual({ ...MONTHLY, ...UNSET });
  const read = await stripe.paymentIntents.retrieve(intent.id);
  expect(read.payment_method_options).toEqual(intent.payment_method_options);
});

test('a set-up has them with a currency', async () => {
  const more = { description: 'Membership', end_date: 1_950_000_000, supported_types: ['india'] };
  const intent = await setUp({ ...MONTHLY, ...more, currency: 'inr' });
  expect(intent.status).toBe('succeeded');
  expect(intent.payment_method_options?.card?.mandate_options).toEqual({
    ...MONTHLY,
    ...more,
    currency: 'inr',
  });
});

test('they may come at any time, without a number of intervals', async () => {
  const { interval_count: _, ...others } = MONTHLY;
  const intent = await pay({ ...others, interval: 'sporadic' });
  expect(intent.payment_method_options?.card?.mandate_options).toMatchObject({
    interval_count: null,
  });
});

const MANDATE = 'payment_method_options[card][mandate_options]';

test.each<[string, object, string]>([
  ['an amount that is missing', { amount: undefined }, 'amount'],
  ['a type of amount that does not exist', { amount_type: 'exact' }, 'amount_type'],
  ['an interval that does not exist', { interval: 'quarter' }, 'interval'],
  ['no number of intervals', { interval_count: undefined }, 'interval_count'],
  ['more than a year between two payments', { interval_count: 13 }, 'interval_count'],
  ['a reference that is too long', { reference: 'r'.repeat(81) }, 'reference'],
  ['an end before the start', { end_date: 1_800_000_000 }, 'end_date'],
  ['another country', { supported_types: ['brazil'] }, 'supported_types][0'],
  ['a currency, which a payment has', { currency: 'eur' }, 'currency'],
])('%s is refused by its name', async (_, change, name) => {
  expect(await refusal(pay({ ...MONTHLY, ...change }))).toMatchObject({
    statusCode: 400,
    param: `${MANDATE}[${name}]`,
  });
});

test('a set-up without a currency for them is refused', async () => {
  expect(await refusal(setUp(MONTHLY))).toMatchObject({
    code: 'parameter_missing',
    param: `${MANDATE}[currency]`,
  });
});

test('a page cannot set them', async () => {
  const { client_secret } = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  const answer = await fetch(
    `${sandbox.url}/v1/payment_intents/${`${client_secret}`.split('_secret')[0]}/confirm`,
    {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.publishableKey}` },
      body: new URLSearchParams({
        client_secret: `${client_secret}`,
        payment_method: 'pm_card_visa',
        [`${MANDATE}[amount]`]: '1',
      }),
    },
  );
  expect(answer.status).toBe(400);
});
