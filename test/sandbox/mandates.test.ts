import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const ACCEPTED = { customer_acceptance: { type: 'offline' as const } };

const pay = (params: object) =>
  stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    payment_method_types: ['sepa_debit'],
    payment_method: 'pm_success_de',
    confirm: true,
    ...params,
  } as never);

/** The mandate of a debit's charge. */
async function mandateOf(intent: Stripe.PaymentIntent): Promise<Stripe.Mandate> {
  const { payment_method_details: details } = await stripe.charges.retrieve(`${intent.latest_charge}`);
  const ofType = details?.[details.type as 'sepa_debit'] as { mandate: string };
  return stripe.mandates.retrieve(ofType.mandate);
}

test.for([
  ['sepa_debit', { currency: 'eur', payment_method: 'pm_success_de' }, 35],
  ['bacs_debit', { currency: 'gbp', payment_method: 'pm_bacsDebit_success' }, 18],
] as const)(
  'the reference of a mandate begins with the prefix of its intent: %s',
  async ([type, params, longest]) => {
    const mandate_options = { reference_prefix: 'SHOP-7/' };
    const intent = await pay({
      ...params,
      payment_method_types: [type],
      payment_method_options: { [type]: { mandate_options } },
      mandate_data: ACCEPTED,
    });
    expect(intent.payment_method_options).toMatchObject({ [type]: { mandate_options } });
    const { payment_method_details: details } = await mandateOf(intent);
    const { reference } = details[type] as { reference: string };
    expect(reference).toMatch(/^SHOP-7\/\w+$/);
    expect(reference.length).toBeLessThanOrEqual(longest);
  },
);

test('a set-up has the prefix too', async () => {
  const { id: customer } = await stripe.customers.create();
  const { mandate } = await stripe.setupIntents.create({
    customer,
    payment_method_types: ['sepa_debit'],
    payment_method: 'pm_success_de',
    payment_method_options: { sepa_debit: { mandate_options: { reference_prefix: 'CLUB-' } } },
    mandate_data: ACCEPTED,
    confirm: true,
  } as never);
  const { payment_method_details: details } = await stripe.mandates.retrieve(`${mandate}`);
  expect(details.sepa_debit?.reference).toMatch(/^CLUB-\w/);
});

test.for(['lower', 'STRIPE-1', 'DDIC', 'MORE THAN TWELVE', 'A*B'])(
  'a prefix that references may not have is refused: %s',
  async (reference_prefix) => {
    const error = await refusal(
      pay({
        payment_method_options: { sepa_debit: { mandate_options: { reference_prefix } } },
        mandate_data: ACCEPTED,
      }),
    );
    expect(error.param).toBe('payment_method_options[sepa_debit][mandate_options][reference_prefix]');
  },
);

test('a mandate on paper says so', async () => {
  const intent = await pay({
    currency: 'usd',
    payment_method_types: ['us_bank_account'],
    payment_method: 'pm_usBankAccount_success',
    payment_method_options: { us_bank_account: { mandate_options: { collection_method: 'paper' } } },
    mandate_data: ACCEPTED,
  });
  const { payment_method_details: details } = await mandateOf(intent);
  expect(details.us_bank_account).toEqual({ collection_method: 'paper' });
});

test('a payment by a mandate that was given before names it', async () => {
  const { id: customer } = await stripe.customers.create();
  const first = await pay({ customer, setup_future_usage: 'off_session', mandate_data: ACCEPTED });
  const mandate = await mandateOf(first);
  const payment_method = `${first.payment_method}`;
  await pay({ customer, payment_method, mandate_data: ACCEPTED });
  const again = await pay({ customer, payment_method, mandate: mandate.id, off_session: true });
  expect((await mandateOf(again)).id).toBe(mandate.id);
});

test('a mandate that does not exist, or is of another account, does not pay', async () => {
  const { id: customer } = await stripe.customers.create();
  const first = await pay({ customer, setup_future_usage: 'off_session', mandate_data: ACCEPTED });
  const payment_method = `${first.payment_method}`;
  expect(await refusal(pay({ customer, payment_method, mandate: 'mandate_nothing' }))).toMatchObject({
    code: 'resource_missing',
    param: 'mandate',
  });
  const other = await mandateOf(await pay({ mandate_data: ACCEPTED }));
  expect(await refusal(pay({ customer, payment_method, mandate: other.id }))).toMatchObject({
    statusCode: 400,
    param: 'mandate',
  });
});

test('a page cannot name a mandate', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    payment_method_types: ['sepa_debit'],
  } as never);
  const { json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
    client_secret: `${intent.client_secret}`,
    payment_method: 'pm_success_de',
    mandate: 'mandate_1',
  });
  expect(json.error).toMatchObject({ code: 'secret_key_required', param: 'mandate' });
});
