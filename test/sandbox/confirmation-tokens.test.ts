import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { get, post, start } from './harness.js';
import { officialClient, refusal, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const card = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2034',
  'payment_method_data[card][cvc]': '123',
};

const collected = (form: Record<string, string> = {}) =>
  post(sandbox, '/v1/confirmation_tokens', { ...card, ...form });

const setUp = (confirmation_token: string, more: Stripe.SetupIntentCreateParams = {}) =>
  stripe.setupIntents.create({ confirm: true, confirmation_token, ...more });

describe('a ConfirmationToken', () => {
  test('has every property of the public reference', async () => {
    const { json } = await collected({
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      return_url: 'https://shop.example/done',
      setup_future_usage: 'off_session',
      'shipping[name]': 'Jenny Rosen',
      'shipping[address][line1]': '1 Main St',
    });
    expect(json).toEqual({
      id: expect.stringMatching(/^ctoken_[0-9A-Za-z]{24}$/),
      object: 'confirmation_token',
      created: expect.closeTo(Date.now() / 1000, -2),
      expires_at: json.created + 12 * 3600,
      livemode: false,
      mandate_data: null,
      metadata: {},
      payment_intent: null,
      payment_method_options: null,
      payment_method_preview: {
        allow_redisplay: 'unspecified',
        billing_details: expect.objectContaining({ name: 'Jenny Rosen' }),
        card: expect.objectContaining({ brand: 'visa', last4: '4242' }),
        customer: null,
        customer_account: null,
        type: 'card',
      },
      return_url: 'https://shop.example/done',
      setup_future_usage: 'off_session',
      setup_intent: null,
      shipping: {
        address: {
          city: null,
          country: null,
          line1: '1 Main St',
          line2: null,
          postal_code: null,
          state: null,
        },
        name: 'Jenny Rosen',
        phone: null,
      },
      use_stripe_sdk: false,
    });
    // Only servers see what tells one card from another.
    expect(json.payment_method_preview.card.fingerprint).toBeUndefined();
    const read = await stripe.confirmationTokens.retrieve(json.id);
    expect(read.payment_method_preview?.card?.fingerprint).toBeTruthy();
    expect(read).toMatchObject(json);
  });

  test('confirms one intent, with a payment method that is made of it then', async () => {
    const { json } = await collected({ 'payment_method_data[metadata][order]': '6735' });
    const intent = await setUp(json.id, { expand: ['payment_method'] });
    expect(intent).toMatchObject({
      status: 'succeeded',
      payment_method: { card: { last4: '4242' }, metadata: { order: '6735' } },
    });
    expect((await stripe.confirmationTokens.retrieve(json.id)).setup_intent).toBe(intent.id);
    expect(await refusal(setUp(json.id))).toMatchObject({ statusCode: 400, param: 'confirmation_token' });
  });

  test('is used up by one of two confirms at once', async () => {
    const { json } = await collected();
    const results = await Promise.allSettled([setUp(json.id), setUp(json.id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('is there again where the confirm was refused before it was tried', async () => {
    const { json } = await collected();
    const refused = setUp(json.id, { allowed_payment_method_types: ['sepa_debit'] });
    expect(await refusal(refused)).toMatchObject({ statusCode: 400 });
    expect((await setUp(json.id)).status).toBe('succeeded');
  });

  test('leads where the page wanted the cardholder to come back to', async () => {
    const { json } = await collected({
      'payment_method_data[card][number]': '4000002760003184',
      return_url: 'https://shop.example/done',
    });
    expect((await setUp(json.id)).next_action).toMatchObject({
      type: 'redirect_to_url',
      redirect_to_url: { return_url: 'https://shop.example/done' },
    });
  });

  test('brings the consent that a direct debit needs', async () => {
    const { json } = await post(sandbox, '/v1/confirmation_tokens', {
      'payment_method_data[type]': 'sepa_debit',
      'payment_method_data[sepa_debit][iban]': 'DE89370400440532013000',
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      'payment_method_data[billing_details][email]': 'jenny@example.com',
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    });
    expect(json.mandate_data.customer_acceptance).toMatchObject({
      type: 'online',
      online: { ip_address: '127.0.0.1' },
    });
    const intent = await setUp(json.id);
    expect(intent.status).toBe('succeeded');
    const mandate = await stripe.mandates.retrieve(String(intent.mandate));
    expect(mandate).toMatchObject({
      status: 'active',
      payment_method: intent.payment_method,
      customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1' } },
    });
  });

  test('is made by a server’s tests as well, of a saved payment method too', async () => {
    const made = await stripe.testHelpers.confirmationTokens.create({
      payment_method_data: typed('5555555555554444'),
    });
    expect(made.payment_method_preview?.card?.brand).toBe('mastercard');
    const { id: customer } = await stripe.customers.create();
    const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const of = await stripe.testHelpers.confirmationTokens.create({ payment_method: saved.id });
    expect(of.payment_method_preview).toMatchObject({ customer, card: { last4: '4242' } });
    expect((await setUp(of.id, { customer })).payment_method).toBe(saved.id);
  });

  test('needs something to pay with, one thing', async () => {
    const nothing = await post(sandbox, '/v1/confirmation_tokens', {});
    expect(nothing.json.error).toMatchObject({ code: 'parameter_missing', param: 'payment_method_data' });
    const both = await collected({ payment_method: 'pm_card_visa' });
    expect(both.json.error).toMatchObject({ code: 'parameters_exclusive', param: 'payment_method_data' });
    const wrong = await collected({ 'payment_method_data[card][number]': '4242424242424241' });
    expect(wrong.json.error).toMatchObject({ code: 'incorrect_number', type: 'card_error' });
    const script = await collected({ return_url: 'javascript:alert(1)' });
    expect(script.json.error).toMatchObject({ param: 'return_url' });
  });

  test('is read only by servers', async () => {
    const { json } = await collected();
    const { status } = await get(sandbox, `/v1/confirmation_tokens/${json.id}`, sandbox.publishableKey);
    expect(status).toBe(401);
    expect(await refusal(stripe.confirmationTokens.retrieve('ctoken_nope'))).toMatchObject({
      code: 'resource_missing',
    });
  });
});
