/** What an account may do while it cannot be charged for, and what a payment on its behalf takes from it, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { get, post, start } from './harness.js';
import { activeAccount, connectedAccount, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const AMOUNT = { amount: 2000, currency: 'usd' } as const;
const PAID = { ...AMOUNT, payment_method: 'pm_card_visa', confirm: true } as const;

/** Asks for the session of a Payment Element, as the frame of a page does. */
const session = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  post(sandbox, '/v1/elements/sessions', form, { headers });

const LATER = {
  'deferred_intent[mode]': 'payment',
  'deferred_intent[amount]': '2000',
  'deferred_intent[currency]': 'usd',
};

describe('an account with charges_enabled: false', () => {
  const REFUSED = {
    statusCode: 400,
    type: 'StripeInvalidRequestError',
    message: expect.stringContaining('cannot currently make charges'),
  };

  test.each([
    [
      'that lacks what is due',
      async (client: Stripe) => (await client.accounts.create({ type: 'custom' })).id,
    ],
    [
      'that was rejected',
      async (client: Stripe) => {
        const { id } = await activeAccount(client);
        await client.accounts.reject(id, { reason: 'fraud' });
        return id;
      },
    ],
  ])('%s takes no charge and no payment, and nobody can be set up', async (_, create) => {
    const client = officialClient(sandbox, sandbox.secretKey, { stripeAccount: await create(stripe) });
    const intent = await client.paymentIntents.create({ ...AMOUNT, payment_method: 'pm_card_visa' });
    for (const call of [
      () => client.charges.create({ ...AMOUNT, source: 'tok_visa' }),
      () => client.paymentIntents.create(PAID),
      () => client.paymentIntents.confirm(intent.id),
      () => client.setupIntents.create({ payment_method: 'pm_card_visa', confirm: true }),
    ])
      expect(await refusal(call())).toMatchObject(REFUSED);
    expect((await client.charges.list()).data).toEqual([]);
    expect(await client.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_confirmation',
    });
  });

  test('shows no Payment Element, and says nothing of why to a page', async () => {
    const { id } = await activeAccount(stripe);
    const asked = () => session(LATER, { 'Stripe-Account': id });
    expect((await asked()).status).toBe(200);
    await stripe.accounts.reject(id, { reason: 'fraud' });
    const { status, json, text } = await asked();
    expect({ status, error: json.error }).toMatchObject({
      status: 400,
      error: { type: 'invalid_request_error', message: REFUSED.message },
    });
    expect(text).not.toContain('fraud');
  });

  test('takes payments again as soon as it may', async () => {
    const { id } = await activeAccount(stripe);
    await stripe.accounts.reject(id, { reason: 'other' });
    await stripe.accounts.unreject(id);
    expect(await stripe.paymentIntents.create(PAID, { stripeAccount: id })).toMatchObject({
      status: 'succeeded',
    });
  });

  test('is not paid out either, when it was rejected', async () => {
    const { id, client } = await connectedAccount(sandbox);
    await client.charges.create({ ...AMOUNT, source: 'tok_bypassPending' });
    await stripe.accounts.reject(id, { reason: 'terms_of_service' });
    expect(await refusal(client.payouts.create({ amount: 100, currency: 'usd' }))).toMatchObject({
      code: 'payouts_not_allowed',
    });
  });
});

describe('a payment on behalf of an account', () => {
  const NAMED = {
    business_profile: { mcc: '5734', url: 'https://accessible.stripe.com', name: 'Rocket Rides' },
    settings: {
      payments: { statement_descriptor: 'ROCKET RIDES' },
      card_payments: { statement_descriptor_prefix: 'ROCKET' },
    },
  };

  const descriptorOf = async (client: Stripe, more: Partial<Stripe.PaymentIntentCreateParams>) => {
    const intent = await client.paymentIntents.create({ ...PAID, expand: ['latest_charge'], ...more });
    return (intent.latest_charge as Stripe.Charge).calculated_statement_descriptor;
  };

  test('has the account’s name on the payer’s statement, as one of its own has', async () => {
    const { id } = await activeAccount(stripe, NAMED);
    const client = officialClient(sandbox, sandbox.secretKey, { stripeAccount: id });
    for (const [platform, more] of [
      [client, {}],
      [stripe, { on_behalf_of: id }],
    ] as const) {
      expect(await descriptorOf(platform, more)).toBe('ROCKET RIDES');
      expect(await descriptorOf(platform, { ...more, statement_descriptor_suffix: 'MARS' })).toBe(
        'ROCKET* MARS',
      );
    }
    const transfer_data = { destination: id };
    expect(await descriptorOf(stripe, { transfer_data })).toBe('PAYFRAME');
    expect(await descriptorOf(stripe, { transfer_data, on_behalf_of: id })).toBe('ROCKET RIDES');
    const charge = await stripe.charges.create({ ...AMOUNT, source: 'tok_visa', on_behalf_of: id });
    expect(charge.calculated_statement_descriptor).toBe('ROCKET RIDES');
  });

  test('shows the account to the payer, with its country', async () => {
    const { id } = await activeAccount(stripe, NAMED);
    const account = { name: 'Rocket Rides', country: 'US' };
    const intent = await stripe.paymentIntents.create({ ...AMOUNT, on_behalf_of: id });
    const setUp = await stripe.setupIntents.create({ on_behalf_of: id });
    const forms: Record<string, string>[] = [
      { client_secret: String(intent.client_secret) },
      { client_secret: String(setUp.client_secret) },
      { ...LATER, 'deferred_intent[on_behalf_of]': id },
    ];
    for (const form of forms) expect((await session(form)).json.account).toEqual(account);
    expect((await session(LATER)).json.account.name).not.toBe('Rocket Rides');
  });

  test('takes an account that may be charged for by card', async () => {
    const { id } = await activeAccount(stripe, {
      capabilities: { transfers: { requested: true } },
    });
    const expected = { statusCode: 400, code: 'capability_not_active', param: 'on_behalf_of' };
    for (const call of [
      () => stripe.paymentIntents.create({ ...AMOUNT, on_behalf_of: id }),
      () => stripe.charges.create({ ...AMOUNT, source: 'tok_visa', on_behalf_of: id }),
      () => stripe.setupIntents.create({ on_behalf_of: id }),
    ])
      expect(await refusal(call())).toMatchObject(expected);
    const { json } = await session({ ...LATER, 'deferred_intent[on_behalf_of]': id });
    expect(json.error).toMatchObject({
      code: 'capability_not_active',
      param: 'deferred_intent[on_behalf_of]',
    });
  });

  test('is not made when the account has lost that in the meantime', async () => {
    const { id } = await activeAccount(stripe);
    const intent = await stripe.paymentIntents.create({
      ...AMOUNT,
      on_behalf_of: id,
      payment_method: 'pm_card_visa',
    });
    await stripe.accounts.reject(id, { reason: 'other' });
    expect(await refusal(stripe.paymentIntents.confirm(intent.id))).toMatchObject({
      code: 'capability_not_active',
    });
  });
});

describe('a payment with a card that makes later requirements due', () => {
  const { id_number: _, ...person } = VERIFIED.individual ?? {};
  /** An account that is active, and has its id number yet to give. */
  const unfinished = async () => {
    const account = await activeAccount(stripe, { individual: { ...person, ssn_last_4: '0000' } });
    expect(account).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
      requirements: { currently_due: [], eventually_due: ['individual.id_number'] },
    });
    return account.id;
  };
  const pay = (source: string, stripeAccount: string) =>
    stripe.charges.create({ ...AMOUNT, source }, { stripeAccount });
  const given = (account: string) =>
    stripe.accounts.update(account, { individual: { id_number: '222222222' } });

  test.each([
    ['tok_visa_triggerNextRequirements', { charges_enabled: true, payouts_enabled: true }],
    ['tok_visa_triggerChargeBlock', { charges_enabled: false, payouts_enabled: true }],
    ['tok_visa_triggerPayoutBlock', { charges_enabled: true, payouts_enabled: false }],
  ])('asks for them now: %s', async (token, expected) => {
    const id = await unfinished();
    await pay(token, id);
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      ...expected,
      requirements: { currently_due: ['individual.id_number'] },
    });
    if (!expected.charges_enabled)
      expect((await refusal(pay('tok_visa', id))).message).toContain('cannot currently make charges');
    expect(await given(id)).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
      requirements: { currently_due: [], eventually_due: [] },
    });
  });

  test('asks the account that it is made on behalf of', async () => {
    const id = await unfinished();
    await stripe.charges.create({ ...AMOUNT, source: 'tok_visa_triggerChargeBlock', on_behalf_of: id });
    expect((await stripe.accounts.retrieve(id)).charges_enabled).toBe(false);
  });

  test('asks nothing of an account that has given everything', async () => {
    const { id } = await activeAccount(stripe);
    await pay('tok_visa_triggerChargeBlock', id);
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      charges_enabled: true,
      requirements: { currently_due: [] },
    });
  });
});

test('the keys of a deleted account stop working, whoever sends them', async () => {
  const created = await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey });
  const { id, keys } = created.json;
  const reached = () => get(sandbox, '/v1/customers', keys.secret);
  const fromPage = () => post(sandbox, '/v1/elements/sessions', LATER, { key: keys.publishable });
  expect([(await reached()).status, (await fromPage()).status]).toEqual([200, 200]);
  await stripe.accounts.del(id);
  for (const { status, json } of [await reached(), await fromPage()])
    expect({ status, code: json.error.code }).toEqual({ status: 401, code: 'api_key_expired' });
});
