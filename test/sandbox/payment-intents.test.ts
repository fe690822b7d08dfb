import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, get, post, send, start } from './harness.js';
import { typesPayingIn, without } from './offered-types.js';
import { eventsOf, officialClient, refusal, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const usd = (amount = 1099) => ({ amount, currency: 'usd' });

const paid = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...usd(), confirm: true, payment_method: 'pm_card_visa', ...params });

const reserved = (amount = 1000) => paid({ amount, capture_method: 'manual' });

describe('a PaymentIntent', () => {
  test('is made, read back and listed, and tells of itself', async () => {
    const made = await stripe.paymentIntents.create({
      ...usd(),
      description: 'Order 6735',
      metadata: { order: '6735' },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street', country: 'US' } },
      statement_descriptor_suffix: 'ORDER',
    });
    expect(made).toMatchObject({
      object: 'payment_intent',
      amount: 1099,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      capture_method: 'automatic_async',
      client_secret: expect.stringMatching(new RegExp(`^${made.id}_secret_[0-9A-Za-z]{25}$`)),
      payment_method_types: typesPayingIn('usd'),
      status: 'requires_payment_method',
    });
    expect(await stripe.paymentIntents.retrieve(made.id)).toEqual(made);
    expect((await stripe.paymentIntents.list({ limit: 1 })).data).toEqual([made]);
    expect(await eventsOf(stripe, made.id)).toEqual(['payment_intent.created']);
  });

  test('is paid when it is confirmed', async () => {
    const made = await stripe.paymentIntents.create(usd());
    const confirmed = await stripe.paymentIntents.confirm(made.id, {
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction'],
    });
    expect(confirmed).toMatchObject({ status: 'succeeded', amount_received: 1099, amount_capturable: 0 });
    expect(confirmed.latest_charge).toMatchObject({
      amount: 1099,
      amount_captured: 1099,
      balance_transaction: { amount: 1099, fee: 62, net: 1037, type: 'charge' },
      captured: true,
      paid: true,
      payment_intent: made.id,
      payment_method: confirmed.payment_method,
      status: 'succeeded',
    });
    expect(await eventsOf(stripe, made.id)).toEqual(['payment_intent.created', 'payment_intent.succeeded']);
  });

  test.each([
    ['a payment method', async () => ({ payment_method: 'pm_card_mastercard' })],
    ['a typed card', async () => ({ payment_method_data: typed('4242424242424242') })],
    [
      'a token',
      async () => {
        const card = { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' };
        const { id } = await stripe.tokens.create({ card });
        return { payment_method_data: { type: 'card', card: { token: id } } as never };
      },
    ],
  ])('is made and paid at once with %s', async (_, source) => {
    const intent = await stripe.paymentIntents.create({ ...usd(), confirm: true, ...(await source()) });
    expect(intent).toMatchObject({ status: 'succeeded', payment_method: expect.stringMatching(/^pm_/) });
  });

  test('is paid in a currency without cents', async () => {
    const intent = await paid({
      amount: 500,
      currency: 'jpy',
      expand: ['latest_charge.balance_transaction'],
    });
    const { balance_transaction: transaction } = intent.latest_charge as Stripe.Charge;
    expect(transaction).toMatchObject({ amount: 500, fee: 15, net: 485, currency: 'jpy' });
  });

  test('is paid once, however often it is confirmed', async () => {
    const made = await stripe.paymentIntents.create(usd());
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await stripe.charges.list({ payment_intent: made.id })).data).toHaveLength(1);
    expect(await refusal(stripe.paymentIntents.confirm(made.id))).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      message:
        'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      payment_intent: { id: made.id, status: 'succeeded' },
    });
  });

  test('is another account’s secret', async () => {
    const other = await stripe.accounts.create({ type: 'custom' });
    const intent = await stripe.paymentIntents.create(usd(), { stripeAccount: other.id });
    expect(await refusal(stripe.paymentIntents.retrieve(intent.id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such payment_intent: '${intent.id}'`,
      param: 'intent',
    });
    expect(await stripe.paymentIntents.retrieve(intent.id, {}, { stripeAccount: other.id })).toEqual(intent);
  });
});

describe('an authorization', () => {
  test('is captured later', async () => {
    const intent = await reserved();
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ captured: false, paid: true, balance_transaction: null });
    const captured = await stripe.paymentIntents.capture(intent.id, { expand: ['latest_charge'] });
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount_capturable: 0,
      amount_received: 1000,
      latest_charge: { captured: true, amount_captured: 1000 },
    });
    expect(await eventsOf(stripe, charge.id)).toEqual(['charge.succeeded', 'charge.captured']);
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.amount_capturable_updated',
      'payment_intent.succeeded',
    ]);
  });

  test('is captured in part, and once', async () => {
    const intent = await reserved();
    const tooMuch = await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1001 }));
    expect(tooMuch).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' });
    const captured = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 700,
      expand: ['latest_charge.balance_transaction'],
    });
    expect(captured).toMatchObject({
      amount_received: 700,
      latest_charge: { amount: 1000, amount_captured: 700, balance_transaction: { amount: 700 } },
    });
    expect(await refusal(stripe.paymentIntents.capture(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message: 'This PaymentIntent could not be captured because it has already been captured.',
    });
  });

  test('can be asked for by an option of the card', async () => {
    const intent = await paid({ payment_method_options: { card: { capture_method: 'manual' } } });
    expect(intent.status).toBe('requires_capture');
  });

  test('is released when the intent is canceled', async () => {
    const intent = await reserved();
    const canceled = await stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      canceled_at: expect.any(Number),
      cancellation_reason: 'requested_by_customer',
      latest_charge: { captured: false, refunded: true, amount_refunded: 1000 },
    });
  });
});

describe('what an intent’s state does not allow is refused', () => {
  test('to cancel what is paid', async () => {
    const { id } = await paid();
    expect(await refusal(stripe.paymentIntents.cancel(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message:
        'You cannot cancel this PaymentIntent because it has a status of succeeded. Only a PaymentIntent with one of the ' +
        'following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, ' +
        'requires_action.',
      payment_intent: { id },
    });
  });

  test('to confirm, or capture, what is canceled', async () => {
    const { id } = await stripe.paymentIntents.create({ ...usd(), payment_method: 'pm_card_visa' });
    await stripe.paymentIntents.cancel(id);
    const code = 'payment_intent_unexpected_state';
    expect(await refusal(stripe.paymentIntents.confirm(id))).toMatchObject({
      code,
      message: expect.stringContaining(
        'You cannot confirm this PaymentIntent because it has a status of canceled.',
      ),
    });
    expect(await refusal(stripe.paymentIntents.capture(id))).toMatchObject({
      code,
      message: expect.stringContaining('could not be captured because it has a status of canceled.'),
    });
  });

  test('to confirm without a payment method', async () => {
    const { id } = await stripe.paymentIntents.create(usd());
    expect(await refusal(stripe.paymentIntents.confirm(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message: expect.stringContaining("because it's missing a payment method"),
      payment_intent: { id },
    });
    const refused = stripe.paymentIntents.create({ ...usd(), confirm: true });
    expect(await refusal(refused)).toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  test('to change the amount of what is paid, but not its metadata', async () => {
    const { id } = await paid();
    expect(await refusal(stripe.paymentIntents.update(id, { amount: 5000 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'amount',
      message:
        "This PaymentIntent's amount could not be updated because it has a status of succeeded. You may only update the " +
        'amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, ' +
        'requires_action.',
    });
    const changed = await stripe.paymentIntents.update(id, { metadata: { order: '1' } });
    expect(changed).toMatchObject({ status: 'succeeded', metadata: { order: '1' } });
  });
});

describe('an update', () => {
  test('changes what is sent and leaves the rest', async () => {
    const made = await stripe.paymentIntents.create({
      ...usd(),
      allowed_payment_method_types: ['card'],
      metadata: { a: '1', b: '2' },
    });
    const changed = await stripe.paymentIntents.update(made.id, {
      amount: 2000,
      description: 'Two',
      metadata: { b: '', c: '3' },
      setup_future_usage: 'off_session',
    });
    expect(changed).toEqual({
      ...made,
      amount: 2000,
      description: 'Two',
      metadata: { a: '1', c: '3' },
      setup_future_usage: 'off_session',
    });
    const emptied = await stripe.paymentIntents.update(made.id, { metadata: '', setup_future_usage: '' });
    expect(emptied).toMatchObject({ metadata: {}, setup_future_usage: null, description: 'Two' });
  });

  test('gives an intent its payment method', async () => {
    const made = await stripe.paymentIntents.create(usd());
    const changed = await stripe.paymentIntents.update(made.id, { payment_method: 'pm_card_visa' });
    expect(changed).toMatchObject({
      status: 'requires_confirmation',
      payment_method: expect.stringMatching(/^pm_/),
    });
    expect(await stripe.paymentIntents.confirm(made.id)).toMatchObject({
      status: 'succeeded',
      payment_method: changed.payment_method,
    });
  });

  test('offers other types of payment method for another currency', async () => {
    const made = await stripe.paymentIntents.create(usd());
    const changed = await stripe.paymentIntents.update(made.id, { currency: 'eur' });
    expect(changed).toMatchObject({ currency: 'eur', payment_method_types: typesPayingIn('eur') });
  });

  test('of the amount has an intent that waits for the cardholder confirmed again', async () => {
    const waiting = await paid({ payment_method: 'pm_card_authenticationRequired' });
    expect(waiting.status).toBe('requires_action');
    const changed = await stripe.paymentIntents.update(waiting.id, { amount: 9900 });
    expect(changed).toMatchObject({ status: 'requires_confirmation', next_action: null });
  });
});

describe('a payment method', () => {
  test('is saved with the customer where that was agreed, and pays again', async () => {
    const customer = await stripe.customers.create();
    const first = await paid({ customer: customer.id, setup_future_usage: 'off_session' });
    const method = String(first.payment_method);
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(customer.id);
    const later = await paid({ customer: customer.id, payment_method: method, off_session: true });
    expect(later).toMatchObject({ status: 'succeeded', payment_method: method });
  });

  test('without a customer pays once', async () => {
    const { id } = await stripe.paymentMethods.create({ ...(typed('4242424242424242') as object) } as never);
    await paid({ payment_method: id });
    expect(await refusal(paid({ payment_method: id }))).toMatchObject({
      param: 'payment_method',
      message: expect.stringContaining(
        'was previously used with a PaymentIntent without Customer attachment',
      ),
    });
  });

  test('of a customer does not pay without a customer, nor for another', async () => {
    const [customer, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect(await refusal(paid({ payment_method: method.id }))).toMatchObject({
      param: 'payment_method',
      message: expect.stringContaining(`belongs to the Customer ${customer.id}`),
    });
    expect(await refusal(paid({ payment_method: method.id, customer: other.id }))).toMatchObject({
      param: 'payment_method',
      message: expect.stringContaining(`does not belong to the Customer you supplied ${other.id}`),
    });
  });

  test('of a customer is refused to a page without an id of a customer', async () => {
    const [customer, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const browser = officialClient(sandbox, sandbox.publishableKey);
    for (const owner of [{}, { customer: other.id }]) {
      const { id, client_secret } = await stripe.paymentIntents.create({ ...usd(), ...owner });
      const params = { client_secret, payment_method: method.id } as object;
      const error = await refusal(browser.paymentIntents.confirm(id, params));
      expect(error).toMatchObject({ statusCode: 400, param: 'payment_method' });
      expect(error.message).toContain(`The PaymentMethod ${method.id} belongs to a customer who is not`);
      expect(JSON.stringify(error.raw)).not.toContain('cus_');
    }
  });

  test('of another type than the intent takes is refused', async () => {
    const intent = stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      allowed_payment_method_types: ['sepa_debit'],
      payment_method: 'pm_card_visa',
    });
    expect(await refusal(intent)).toMatchObject({
      code: 'payment_intent_incompatible_payment_method',
      message: expect.stringContaining('The PaymentMethod provided (card) is not allowed'),
    });
  });
});

describe('lists of payment method types', () => {
  const inEuro = { amount: 1000, currency: 'eur' };

  test('leave what is allowed and not excluded, of what the platform has for the currency', async () => {
    const types = async (params: object) =>
      (await stripe.paymentIntents.create({ ...inEuro, ...params } as never)).payment_method_types;
    expect(await types({})).toEqual(typesPayingIn('eur'));
    expect(await types({ allowed_payment_method_types: ['card', 'pix'] })).toEqual(['card']);
    expect(await types({ excluded_payment_method_types: ['card'] })).toEqual(
      without(typesPayingIn('eur'), 'card'),
    );
  });

  test('that leave none, or say the same in two ways, are refused', async () => {
    const create = (params: object) => stripe.paymentIntents.create({ ...inEuro, ...params } as never);
    expect(await refusal(create({ allowed_payment_method_types: ['pix'] }))).toMatchObject({
      param: 'allowed_payment_method_types',
    });
    // A type of the public API is not taken for a misspelt one.
    for (const [type, reason] of [
      ['pix', 'is not available, because it needs a QR code'],
      ['pixx', 'is invalid'],
    ] as const) {
      const error = await refusal(create({ payment_method_types: [type] }));
      expect(error.message).toContain(`The payment method type provided: ${type} ${reason}`);
    }
    const both = { allowed_payment_method_types: ['card'], payment_method_types: ['card'] };
    expect(await refusal(create(both))).toMatchObject({ code: 'parameters_exclusive' });
  });

  test('can be changed', async () => {
    const { id } = await stripe.paymentIntents.create({ ...inEuro, allowed_payment_method_types: ['card'] });
    const changed = await stripe.paymentIntents.update(id, { allowed_payment_method_types: '' as never });
    expect(changed.payment_method_types).toEqual(typesPayingIn('eur'));
    const fewer = await stripe.paymentIntents.update(id, { excluded_payment_method_types: ['sepa_debit'] });
    expect(fewer).toMatchObject({
      payment_method_types: without(typesPayingIn('eur'), 'sepa_debit'),
      excluded_payment_method_types: ['sepa_debit'],
    });
  });
});

describe('a confirmation token', () => {
  const collected = (params: object = {}) =>
    stripe.testHelpers.confirmationTokens.create({
      payment_method_data: typed('4242424242424242'),
      ...params,
    } as never);

  test('confirms an intent with all that a page collected', async () => {
    const { id: customer } = await stripe.customers.create();
    const token = await collected({
      return_url: 'https://shop.example/done',
      setup_future_usage: 'off_session',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
    });
    const intent = await paid({ customer, payment_method: undefined as never, confirmation_token: token.id });
    expect(intent).toMatchObject({
      status: 'succeeded',
      setup_future_usage: 'off_session',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
    });
    expect((await stripe.paymentMethods.retrieve(String(intent.payment_method))).customer).toBe(customer);
    expect((await stripe.confirmationTokens.retrieve(token.id)).payment_intent).toBe(intent.id);
  });

  test('confirms once, and not beside a payment method', async () => {
    const { id: confirmation_token } = await collected();
    const both = paid({ confirmation_token });
    expect(await refusal(both)).toMatchObject({ code: 'parameters_exclusive', param: 'payment_method' });
    const { id } = await stripe.paymentIntents.create(usd());
    await stripe.paymentIntents.confirm(id, { confirmation_token });
    const other = await stripe.paymentIntents.create(usd());
    expect(await refusal(stripe.paymentIntents.confirm(other.id, { confirmation_token }))).toMatchObject({
      param: 'confirmation_token',
    });
  });
});

test('a security code that is typed again is checked with the saved card', async () => {
  const { id: customer } = await stripe.customers.create();
  const card = { number: '4000000000000127', exp_month: 12, exp_year: 2034 };
  const { id: payment_method } = await stripe.paymentMethods.create({ type: 'card', card });
  const saved = { customer, payment_method, setup_future_usage: 'off_session' as const };
  expect((await paid(saved)).status).toBe('succeeded');
  const { id: cvc_token } = await stripe.tokens.create({ cvc_update: { cvc: '123' } });
  const checked = paid({ customer, payment_method, payment_method_options: { card: { cvc_token } } });
  expect(await refusal(checked)).toMatchObject({ code: 'incorrect_cvc', param: 'cvc' });
});

describe('parameters are refused by name', () => {
  test.each<[string, object, object]>([
    [
      'too little',
      { amount: 49 },
      { code: 'amount_too_small', param: 'amount', message: 'Amount must be at least $0.50.' },
    ],
    ['too much', { amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
    ['nothing', { amount: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
    ['half a cent', { amount: 10.5 }, { code: 'parameter_invalid_integer', param: 'amount' }],
    ['no currency', { currency: undefined }, { code: 'parameter_missing', param: 'currency' }],
    ['an unknown currency', { currency: 'zzz' }, { param: 'currency' }],
    ['an unknown parameter', { tip: 1 }, { code: 'parameter_unknown', param: 'tip' }],
    [
      'an unknown option of the card',
      { payment_method_options: { card: { pin: '1' } } },
      { code: 'parameter_unknown', param: 'payment_method_options[card][pin]' },
    ],
    [
      'an unknown type',
      { payment_method_types: ['cash'] },
      { param: 'payment_method_types', message: expect.stringContaining('cash') },
    ],
    ['a type that can’t take the currency', { payment_method_types: ['sepa_debit'] }, { param: 'currency' }],
    [
      'both kinds of types',
      { payment_method_types: ['card'], automatic_payment_methods: { enabled: true } },
      { code: 'parameters_exclusive' },
    ],
    ['an unknown customer', { customer: 'cus_none' }, { code: 'resource_missing', param: 'customer' }],
    [
      'an unknown payment method',
      { payment_method: 'pm_none' },
      { code: 'resource_missing', param: 'payment_method' },
    ],
    [
      'a return_url that is a script',
      { confirm: true, payment_method: 'pm_card_visa', return_url: 'javascript:alert(1)' },
      { param: 'return_url' },
    ],
    ['off_session without confirm', { off_session: true }, { param: 'off_session' }],
    ['a card number in a description', { description: '4242 4242 4242 4242' }, { param: 'description' }],
  ])('%s', async (_, params, expected) => {
    const refused = stripe.paymentIntents.create({ ...usd(), ...params } as Stripe.PaymentIntentCreateParams);
    expect(await refusal(refused)).toMatchObject({ statusCode: expect.any(Number), ...expected });
  });
});

describe('a list', () => {
  test('is paged by cursor and filtered by customer and time', async () => {
    const customer = await stripe.customers.create();
    const made = [];
    for (let index = 0; index < 5; index += 1) {
      made.unshift(await stripe.paymentIntents.create({ ...usd(), customer: customer.id }));
    }
    const ids = [];
    for await (const { id } of stripe.paymentIntents.list({ customer: customer.id, limit: 2 })) ids.push(id);
    expect(ids).toEqual(made.map(({ id }) => id));
    const created = Number(made.at(-1)?.created);
    const since = await stripe.paymentIntents.list({ customer: customer.id, created: { gte: created } });
    expect(since.data).toHaveLength(5);
    const before = await stripe.paymentIntents.list({ customer: customer.id, created: { lt: created } });
    expect(before.data).toEqual([]);
  });
});

describe('a browser', () => {
  const publishable = (path: string, headers: Record<string, string> = {}) =>
    send(`${sandbox.url}${path}`, {
      headers: { Authorization: `Bearer ${sandbox.publishableKey}`, ...headers },
    });

  test('sees an intent with its client secret, and only what a page needs', async () => {
    const customer = await stripe.customers.create();
    const intent = await stripe.paymentIntents.create({
      ...usd(),
      customer: customer.id,
      metadata: { internal: 'yes' },
    });
    const secret = String(intent.client_secret);
    const path = `/v1/payment_intents/${intent.id}`;
    const byHeader = await publishable(path, { 'Payframe-Client-Secret': secret });
    expect(byHeader.status).toBe(200);
    const byQuery = await publishable(`${path}?client_secret=${secret}`);
    expect(byQuery.json).toEqual(byHeader.json);
    expect(Object.keys(byHeader.json)).toEqual([
      'id',
      'object',
      'amount',
      'amount_details',
      'automatic_payment_methods',
      'canceled_at',
      'cancellation_reason',
      'capture_method',
      'client_secret',
      'confirmation_method',
      'created',
      'currency',
      'description',
      'last_payment_error',
      'livemode',
      'next_action',
      'payment_method',
      'payment_method_configuration_details',
      'payment_method_types',
      'processing',
      'receipt_email',
      'setup_future_usage',
      'shipping',
      'source',
      'status',
    ]);
  });

  test.each([
    ['none', {}],
    ['a wrong one', { 'Payframe-Client-Secret': 'pi_x_secret_x' }],
  ])('without the client secret, but %s, sees nothing', async (_, headers) => {
    const { id } = await stripe.paymentIntents.create(usd());
    const answer = await publishable(`/v1/payment_intents/${id}`, headers as Record<string, string>);
    expect(answer.status).toBe(404);
    expect(answer.json.error).toMatchObject({
      code: 'resource_missing',
      message: `No such payment_intent: '${id}'`,
      param: 'intent',
    });
  });

  test('confirms with a typed card, as frames send it', async () => {
    const intent = await stripe.paymentIntents.create(usd());
    const answer = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: String(intent.client_secret),
      key: sandbox.publishableKey,
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': '4242424242424242',
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '34',
      'payment_method_data[card][cvc]': '123',
      use_stripe_sdk: 'true',
      payment_user_agent: 'payframe-js',
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id: intent.id, status: 'succeeded' });
    expect(answer.json).not.toHaveProperty('latest_charge');
  });

  test('is told of a decline without what tells one card from another', async () => {
    const intent = await stripe.paymentIntents.create(usd());
    const answer = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: String(intent.client_secret),
      payment_method: 'pm_card_visa_chargeDeclined',
    });
    expect(answer.status).toBe(402);
    expect(answer.json.error).toMatchObject({
      code: 'card_declined',
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
      payment_method: { card: { last4: '0002' } },
    });
    expect(answer.text).not.toContain('fingerprint');
    expect(answer.json.error.payment_intent).not.toHaveProperty('metadata');
  });

  test('does not confirm without the client secret, nor anything else with it', async () => {
    const intent = await stripe.paymentIntents.create(usd());
    const path = `/v1/payment_intents/${intent.id}`;
    const confirmed = await post(sandbox, `${path}/confirm`, { payment_method: 'pm_card_visa' });
    expect(confirmed.status).toBe(404);
    for (const action of ['capture', 'cancel']) {
      const answer = await post(sandbox, `${path}/${action}`, {
        client_secret: String(intent.client_secret),
      });
      expect(answer.json.error.code).not.toBe(undefined);
      expect(answer.status).toBe(action === 'capture' || action === 'cancel' ? 401 : 0);
    }
    const listed = await get(sandbox, '/v1/payment_intents', sandbox.publishableKey);
    expect(listed.status).toBe(401);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  test('may have the payment method instead of its id, without its fingerprint', async () => {
    const intent = await paid();
    const path = `/v1/payment_intents/${intent.id}`;
    const secret = { 'Payframe-Client-Secret': String(intent.client_secret) };
    const { json, text } = await publishable(`${path}?expand[]=payment_method`, secret);
    expect(json.payment_method).toMatchObject({ id: intent.payment_method, card: { last4: '4242' } });
    expect(text).not.toContain('fingerprint');
    const charge = await publishable(`${path}?expand[]=latest_charge`, secret);
    expect(charge.json.error.message).toContain('cannot be expanded');
  });

  test.each([
    'off_session',
    'error_on_requires_action',
    'capture_method',
    'payment_method_options[card][moto]',
    'payment_method_options[card][request_three_d_secure]',
    'payment_method_options[card][capture_method]',
    'payment_method_options[card][setup_future_usage]',
  ])('does not decide on %s', async (param) => {
    const values: Record<string, string> = {
      capture_method: 'manual',
      'payment_method_options[card][request_three_d_secure]': 'automatic',
      'payment_method_options[card][capture_method]': 'manual',
      'payment_method_options[card][setup_future_usage]': 'none',
    };
    const intent = await stripe.paymentIntents.create({
      ...usd(),
      payment_method_options: { card: { request_three_d_secure: 'any' } },
    });
    const answer = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: String(intent.client_secret),
      payment_method: 'pm_card_authenticationRequired',
      [param]: values[param] ?? 'true',
    });
    expect(answer.json.error).toMatchObject({ code: 'secret_key_required', param });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  test('leaves an intent with manual confirmation to the server', async () => {
    const intent = await stripe.paymentIntents.create({ ...usd(), confirmation_method: 'manual' });
    const answer = await send(`${sandbox.url}/v1/payment_intents/${intent.id}/confirm`, {
      method: 'POST',
      headers: { ...FORM, Authorization: `Bearer ${sandbox.publishableKey}` },
      body: new URLSearchParams({
        client_secret: String(intent.client_secret),
        payment_method: 'pm_card_visa',
      }).toString(),
    });
    expect(answer.json.error.message).toContain('confirmation_method is manual');
  });
});

test('the same idempotency key makes one payment', async () => {
  const options = { idempotencyKey: 'order-6735' };
  const params = { ...usd(), confirm: true, payment_method: 'pm_card_visa' };
  const [first, second] = [
    await stripe.paymentIntents.create(params, options),
    await stripe.paymentIntents.create(params, options),
  ];
  expect(second).toEqual(first);
});

test('a decline is replayed too, and charges nothing twice', async () => {
  const made = await stripe.paymentIntents.create(usd());
  const confirm = () =>
    refusal(
      stripe.paymentIntents.confirm(
        made.id,
        { payment_method: 'pm_card_visa_chargeDeclined' },
        { idempotencyKey: 'declined' },
      ),
    );
  const [first, second] = [await confirm(), await confirm()];
  expect(second.charge).toBe(first.charge);
  expect((await stripe.charges.list({ payment_intent: made.id })).data).toHaveLength(1);
});
